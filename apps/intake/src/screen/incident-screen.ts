import { incidentKinds, incidentOf } from '@toancanh/domains';
import { type Incident, IncidentInput, LONGEST_TEXT, Shape, TOPICS } from '@toancanh/events';
import type { City, Gateway, SensorDirectory } from '@toancanh/runtime';
import { millisOf } from './instant.js';
import { instantFault } from './instant-fault.js';
import { Nearest } from './nearest.js';
import { isPersonalIdentifier, masked, personalPath } from '@toancanh/privacy';
import type { Circumstances, Judgement } from './reading-screen.js';
import { type Refusal, refusal } from './refusal.js';
import { EXPECTED } from './texts.js';

const shape = new Shape(IncidentInput);
const NEAREST = new Nearest(incidentKinds());
/** Days that `city.incidents` keeps; an older one is refused. */
const KEPT = TOPICS.incidents.kept.retention;
/** Incidents whose repetition is recognised, at least. */
const REMEMBERED = 16_384;

/** What is wrong with a field, in words for people. */
const WORDS: Readonly<Record<string, string>> = {
  '': EXPECTED.incident,
  '/id': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/source': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/ends': '1 … 64 × A–Z a–z 0–9 . _ : / -',
  '/at': EXPECTED.instant,
  '/severity': '1, 2, 3, 4',
  '/text': `≤ ${LONGEST_TEXT} × ${EXPECTED.text}`,
  '/place': '[lon, lat]',
  '/place/0': '-180 … 180',
  '/place/1': '-90 … 90',
};

/** Validates one incident, alone: what comes out is a record for `city.incidents`, or why it is refused. */
export class IncidentScreen {
  /** The record of each incident, by source and id; the newer half of those that were seen. */
  #recent = new Map<string, string>();
  #before = new Map<string, string>();

  constructor(
    private readonly sensors: SensorDirectory,
    private readonly city: Pick<City, 'areas' | 'areaAt'>,
  ) {}

  judge(input: unknown, { gateway, receivedAt }: Circumstances): Judgement {
    if (!shape.check(input)) return rejected(personalOr(this.#formFault(input), input));
    const wrong = this.#fault(input, gateway, receivedAt);
    if (wrong) return rejected(personalOr(wrong, input));
    for (const field of ['id', 'source', 'ends'] as const) {
      if (input[field] !== undefined && isPersonalIdentifier(input[field])) {
        return rejected(refusal('E_PERSONAL', `/${field}`, undefined, EXPECTED.personal));
      }
    }
    const { id, source, kind, text, place, ends } = input;
    const incident: Omit<Incident, 'receivedAt'> = {
      id,
      source,
      gateway: gateway.id,
      at: millisOf(input.at),
      kind,
      severity: input.severity ?? incidentOf(kind)!.severity,
      area: this.#areaOf(input, gateway, receivedAt),
      ...(place && { place }),
      ...(text !== undefined && { text: masked(text).slice(0, LONGEST_TEXT) }),
      ...(ends !== undefined && { ends }),
    };
    if (this.#isRepeat(incident)) {
      return { outcome: 'duplicate', refusal: refusal('E_DUP', '', undefined, EXPECTED.repeat) };
    }
    const value = JSON.stringify({ ...incident, receivedAt });
    return { outcome: 'accepted', topic: TOPICS.incidents.name, key: source, value };
  }

  #formFault(input: unknown): Refusal {
    const { path, value } = shape.faultOf(input);
    const missing = value === undefined && ['/id', '/source', '/at', '/kind'].includes(path);
    const expected = path === '/kind' ? EXPECTED.kind(incidentKinds().slice(0, 3)) : WORDS[path];
    return refusal(
      'E_SCHEMA',
      path,
      value,
      missing ? `${EXPECTED.missing}: ${expected}` : (expected ?? EXPECTED.noUnknown),
    );
  }

  #fault({ kind, at: sent, area }: IncidentInput, gateway: Gateway, receivedAt: number): Refusal | undefined {
    if (!incidentOf(kind)) return refusal('E_SCHEMA', '/kind', kind, EXPECTED.kind(NEAREST.to(kind)));
    const at = millisOf(sent);
    const wrong = instantFault(sent, at, receivedAt, KEPT);
    if (wrong) return wrong;
    if (area === undefined) return undefined;
    const code = this.city.areas.resolve(area);
    if (code === undefined) return refusal('E_SCHEMA', '/area', area, EXPECTED.area);
    const isOwn = gateway.areas.some((own) => this.city.areas.under(own, receivedAt).has(code));
    return isOwn ? undefined : refusal('E_AUTH', '/area', area, EXPECTED.areaOwn(gateway.areas));
  }

  /** The area named, that of the place, that of the source if it is a sensor of the gateway, else the gateway's own. */
  #areaOf({ area, place, source }: IncidentInput, { id, areas }: Gateway, now: number): string {
    if (area !== undefined) return this.city.areas.resolve(area)!;
    const at = place && this.city.areaAt(place[0], place[1]);
    if (at !== undefined && areas.some((own) => this.city.areas.under(own, now).has(at))) return at;
    const sensor = this.sensors.get(source);
    return sensor && sensor.gateway === id ? sensor.area : areas[0]!;
  }

  /** The same id again with other contents is a correction, and the later on the log stands. */
  #isRepeat(incident: Omit<Incident, 'receivedAt'>): boolean {
    const key = `${incident.gateway}\n${incident.source}\n${incident.id}`;
    const value = JSON.stringify(incident);
    if ((this.#recent.get(key) ?? this.#before.get(key)) === value) return true;
    if (this.#recent.size >= REMEMBERED) {
      this.#before = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
    return false;
  }
}

function rejected(reason: Refusal): Judgement {
  return { outcome: 'rejected', refusal: reason };
}

/** The text of an incident is masked, so only the rest of it can hold a person's data. */
function personalOr(reason: Refusal, input: unknown): Refusal {
  const path = personalPath(input);
  return path === undefined ? reason : refusal('E_PERSONAL', path, undefined, EXPECTED.personal);
}
