import { isTick, Reading, type Sensor, Shape } from '@toancanh/events';
import type { RecordBatch } from '@toancanh/log';
import type { SensorDirectory, StageCounts } from '@toancanh/runtime';
import type { GivenInstants, MinuteStage } from '@toancanh/windows';

/** Why a reading on the log enters no window and is noticed nowhere: it cannot be placed, in space or in time. */
export type Refusal = 'unreadable' | 'unknown-sensor' | 'dated-ahead';

/**
 * Intake refuses readings dated more than 5 minutes after their arrival. Twice that leaves room for two clocks that
 * disagree; beyond it an intake's clock is wrong, and its minutes would stay open, and be replayed, until their time comes.
 */
const MOST_AHEAD = 600_000;

const readingShape = new Shape(Reading);

/**
 * Folds a batch into the stage and counts what became of each new reading. Repeating a batch folds and counts nothing twice. A
 * sensor that nobody knows is looked for once more, after the directory has caught up with the log.
 */
export async function foldBatch(
  { partition, records }: RecordBatch,
  stage: MinuteStage,
  instants: GivenInstants,
  sensors: SensorDirectory,
  counts: StageCounts,
  refused: (why: Refusal, sensor: string) => void,
): Promise<void> {
  let caughtUp = false;
  for (const { offset, appendTime, key, value } of records) {
    if (isTick(value)) {
      stage.reach(partition, offset, appendTime);
      continue;
    }
    let reading = readingShape.check(value) ? value : undefined;
    let sensor: Sensor | undefined = reading && sensors.get(reading.sensor, reading.at);
    if (reading && !sensor && !caughtUp) {
      await sensors.caughtUp();
      caughtUp = true;
      sensor = sensors.get(reading.sensor, reading.at);
    }
    // From here to the end of the record nothing waits: a record is reached and taken, or neither.
    if (!stage.reach(partition, offset, appendTime)) continue;
    // Whatever becomes of the reading: the archivers ask of the same ones, and must get the same answers.
    if (reading?.given !== undefined) {
      reading = { ...reading, at: instants.instantOf(partition, offset, reading) };
      sensor = sensor && sensors.get(reading.sensor, reading.at);
    }
    const refusal = refusalOf(reading, sensor, appendTime);
    const outcome = refusal ?? stage.take(partition, offset, appendTime, reading!, sensor!);
    if (outcome === 'replayed' || stage.isReplayed(partition, offset)) continue;
    counts.received++;
    if (refusal) {
      counts.rejected++;
      refused(refusal, reading?.sensor ?? key);
    } else counts[outcome as 'accepted' | 'late' | 'duplicate']++;
  }
}

function refusalOf(
  reading: Reading | undefined,
  sensor: Sensor | undefined,
  appendTime: number,
): Refusal | undefined {
  if (!reading) return 'unreadable';
  if (!sensor) return 'unknown-sensor';
  return reading.at > appendTime + MOST_AHEAD ? 'dated-ahead' : undefined;
}
