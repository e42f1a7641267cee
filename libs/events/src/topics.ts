const DAY = 86_400_000;

/** A topic of the log and how it is kept. `retention` in milliseconds; compacted topics keep the newest record of a key. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly kept: { readonly retention: number } | 'compacted';
}

export const TOPICS = {
  readings: { name: 'city.readings', partitions: 12, kept: { retention: 7 * DAY } },
  incidents: { name: 'city.incidents', partitions: 1, kept: { retention: 30 * DAY } },
  dossiers: { name: 'city.dossiers', partitions: 1, kept: { retention: 400 * DAY } },
  rejected: { name: 'city.rejected', partitions: 1, kept: { retention: 30 * DAY } },
  windows: { name: 'city.windows', partitions: 12, kept: { retention: 30 * DAY } },
  late: { name: 'city.late', partitions: 1, kept: { retention: 7 * DAY } },
  alerts: { name: 'city.alerts', partitions: 1, kept: 'compacted' },
  commands: { name: 'city.commands', partitions: 1, kept: { retention: 400 * DAY } },
  registry: { name: 'city.registry', partitions: 1, kept: 'compacted' },
} as const satisfies Record<string, Topic>;
