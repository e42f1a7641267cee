import type { Refusal } from '../screen/refusal.js';

/** A reading put together from the records of a pack: to be judged like one that was sent whole. */
export interface Candidate {
  readonly input: {
    sensor: string;
    /** Epoch ms; left out for "now". */
    at?: number;
    readonly values: Record<string, number>;
    readonly units: Record<string, string>;
    place?: [number, number];
  };
  /** Where its records stand in the pack, by the metric that each brought. */
  readonly records: Map<string, string>;
  /** Where the records of its longitude and latitude stand. */
  readonly placed: [string?, string?];
  /** Where its first record stands. */
  readonly path: string;
  /** A record at fault refuses the reading that it belongs to. */
  fault?: Refusal;
}

/** Where a fault of the reading put together stands in the pack as it was sent. */
export function pathInPack({ records, placed, path }: Candidate, fault: string): string {
  const [, field, name] = /^\/(values|units)\/(.*)$/.exec(fault) ?? [];
  const record =
    name === undefined ? undefined : records.get(name.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (record !== undefined) return `${record}/${field === 'values' ? 'v' : 'u'}`;
  const axis = /^\/place\/([01])$/.exec(fault)?.[1];
  if (axis !== undefined) return `${placed[Number(axis)] ?? path}/v`;
  if (fault === '/sensor') return `${path}/n`;
  if (fault === '/at') return `${path}/t`;
  return path;
}
