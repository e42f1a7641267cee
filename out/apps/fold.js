import { isTick, Reading, Shape } from '../events/index.js';
/**
 * Intake refuses readings dated more than 5 minutes after their arrival. Twice that leaves room for two clocks that
 * disagree; beyond it an intake's clock is wrong, and its minutes would stay open, and be replayed, until their time comes.
 */ const MOST_AHEAD = 600_000;
const readingShape = new Shape(Reading);
/**
 * Folds a batch into the stage and counts what became of each new reading. Repeating a batch folds and counts nothing twice. A
 * sensor that nobody knows is looked for once more, after the directory has caught up with the log.
 */ export async function foldBatch({ partition, records }, stage, sensors, counts, refused) {
    let caughtUp = false;
    for (const { offset, appendTime, key, value } of records){
        if (isTick(value)) {
            stage.reach(partition, offset, appendTime);
            continue;
        }
        const reading = readingShape.check(value) ? value : undefined;
        let sensor = reading && sensors.get(reading.sensor);
        if (reading && !sensor && !caughtUp) {
            await sensors.caughtUp();
            caughtUp = true;
            sensor = sensors.get(reading.sensor);
        }
        // From here to the end of the record nothing waits: a record is reached and taken, or neither.
        if (!stage.reach(partition, offset, appendTime)) continue;
        const refusal = refusalOf(reading, sensor, appendTime);
        const outcome = refusal ?? stage.take(partition, offset, appendTime, reading, sensor);
        if (outcome === 'replayed' || stage.isReplayed(partition, offset)) continue;
        counts.received++;
        if (refusal) {
            counts.rejected++;
            refused(refusal, reading?.sensor ?? key);
        } else counts[outcome]++;
    }
}
function refusalOf(reading, sensor, appendTime) {
    if (!reading) return 'unreadable';
    if (!sensor) return 'unknown-sensor';
    return reading.at > appendTime + MOST_AHEAD ? 'dated-ahead' : undefined;
}
