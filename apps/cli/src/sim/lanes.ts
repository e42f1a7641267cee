import type { Report } from './faults.js';
import { LOAD_GATEWAY } from './fleet.js';
import type { GatewayLink } from './gateway-link.js';
import { PROVINCE_GATEWAY } from './province.js';
import type { Site } from './site.js';

/** Sensors beyond the folder's are spread over connections of so many. */
const SENSORS_A_LANE = 2_000;
/** An envelope holds no more; a message has a limit of bytes (256 KiB unless the city says otherwise). */
const READINGS_A_MESSAGE = 200;

/** What one connection says: reading by reading, or, for a gateway that numbers its messages, an envelope a step. */
export class Lane {
  #reports: Report[] = [];
  #seq = 0;

  constructor(
    private readonly link: Pick<GatewayLink, 'publish' | 'stop'>,
    private readonly epoch: string | undefined,
  ) {}

  add(report: Report): void {
    if (this.epoch === undefined) this.link.publish(JSON.stringify(report), 1);
    else this.#reports.push(report);
  }

  flush(): void {
    for (let i = 0; i < this.#reports.length; i += READINGS_A_MESSAGE) {
      const readings = this.#reports.slice(i, i + READINGS_A_MESSAGE);
      this.link.publish(JSON.stringify({ epoch: this.epoch, seq: ++this.#seq, readings }), readings.length);
    }
    this.#reports = [];
  }

  stop(): Promise<void> {
    this.flush();
    return this.link.stop();
  }
}

export interface Lanes {
  readonly all: readonly Lane[];
  of(site: Site): Lane;
}

/** Gateways of thousands of sensors. */
export const WIDE: ReadonlySet<string> = new Set([LOAD_GATEWAY, PROVINCE_GATEWAY]);

/** A lane for each gateway, several for the gateways of unlisted sensors. */
export function lanesOf(sites: readonly Site[], open: (gateway: string, n: number) => Lane): Lanes {
  const byName = new Map<string, Lane>();
  const bySensor = new Map<string, Lane>();
  let unlisted = 0;
  for (const { id, gateway } of sites) {
    const n = WIDE.has(gateway) ? Math.floor(unlisted++ / SENSORS_A_LANE) : 0;
    const name = `${gateway}/${n}`;
    const lane = byName.get(name) ?? open(gateway, n);
    byName.set(name, lane);
    bySensor.set(id, lane);
  }
  return { all: [...byName.values()], of: ({ id }) => bySensor.get(id)! };
}
