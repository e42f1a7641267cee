import { Command, Incident, isTick, Reading, type Sensor, Shape, Window } from '@toancanh/events';
import type { LogRecord, RecordBatch } from '@toancanh/log';
import type { Evaluator, IncidentMeaning } from '@toancanh/rules';
import type { SensorDirectory, StageCounts } from '@toancanh/runtime';

/** What became of a record; `nothing` for a tick. */
type Outcome = 'accepted' | 'duplicate' | 'rejected' | 'nothing';

const shapes = {
  reading: new Shape(Reading),
  window: new Shape(Window),
  command: new Shape(Command),
  incident: new Shape(Incident),
};

/** The evaluator and what feeding it takes; `reached` is the next offset of each partition of a topic. */
export interface Evaluation {
  readonly evaluator: Evaluator;
  readonly sensors: SensorDirectory;
  readonly counts: StageCounts;
  readonly reached: Map<number, number>;
}

export function evaluateReadings(batch: RecordBatch, { evaluator, ...rest }: Evaluation): Promise<void> {
  const { topic, partition } = batch;
  const sensorOf = (value: unknown) =>
    isTick(value) || !shapes.reading.check(value) ? undefined : { name: value.sensor, when: value.at };
  return each(batch, rest, sensorOf, ({ offset, appendTime, value }, sensor) => {
    evaluator.hear(partition, appendTime);
    if (isTick(value)) {
      evaluator.onTick(partition);
      return 'nothing';
    }
    if (!sensor) return 'rejected';
    evaluator.onReading(sensor, value as Reading, { topic, partition, offset, appendTime });
    return 'accepted';
  });
}

export function evaluateWindows(batch: RecordBatch, { evaluator, ...rest }: Evaluation): Promise<void> {
  const { topic, partition } = batch;
  const sensorOf = (value: unknown) =>
    shapes.window.check(value) && value.sensor !== undefined
      ? { name: value.sensor, when: value.start }
      : undefined;
  return each(batch, rest, sensorOf, ({ offset, appendTime, value }, sensor) => {
    if (!shapes.window.check(value)) return 'rejected';
    const area = value.sensor === undefined ? value.area : sensor?.area;
    if (area === undefined) return 'rejected';
    const stands = evaluator.onWindow(value, area, { topic, partition, offset, appendTime });
    return stands ? 'accepted' : 'duplicate';
  });
}

export function evaluateIncidents(
  batch: RecordBatch,
  { evaluator, ...rest }: Evaluation,
  meaningOf: (incident: Incident) => IncidentMeaning | undefined,
): Promise<void> {
  return each(
    batch,
    rest,
    () => undefined,
    ({ value }) => {
      const meaning = shapes.incident.check(value) ? meaningOf(value) : undefined;
      if (!meaning) return 'rejected';
      evaluator.onIncident(value as Incident, meaning);
      return 'accepted';
    },
  );
}

export function evaluateCommands(
  batch: RecordBatch,
  { evaluator, ...rest }: Evaluation,
  refused: (why: string, record: LogRecord) => void,
): Promise<void> {
  return each(
    batch,
    rest,
    () => undefined,
    (record) => {
      const outcome = shapes.command.check(record.value) ? evaluator.onCommand(record.value) : 'unreadable';
      if (outcome === 'done') return 'accepted';
      refused(outcome, record);
      return 'rejected';
    },
  );
}

/**
 * Takes each record once, also when its batch comes back, and counts what became of it. A sensor that nobody knows is looked for
 * once more, after the directory has caught up with the log.
 */
async function each(
  { partition, records }: RecordBatch,
  { sensors, counts, reached }: Omit<Evaluation, 'evaluator'>,
  sensorOf: (value: unknown) => { readonly name: string; readonly when: number } | undefined,
  take: (record: LogRecord, sensor: Sensor | undefined) => Outcome,
): Promise<void> {
  let caughtUp = false;
  for (const record of records) {
    if (record.offset < (reached.get(partition) ?? 0)) continue;
    const asked = sensorOf(record.value);
    let sensor = asked && sensors.get(asked.name, asked.when);
    if (asked && !sensor && !caughtUp) {
      await sensors.caughtUp();
      caughtUp = true;
      sensor = sensors.get(asked.name, asked.when);
    }
    // From here to the end of the record nothing waits: a record is reached and taken, or neither.
    reached.set(partition, record.offset + 1);
    const outcome = take(record, sensor);
    if (outcome === 'nothing') continue;
    counts.received++;
    counts[outcome]++;
  }
}
