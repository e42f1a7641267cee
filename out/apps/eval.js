import { Command, isTick, Reading, Shape, Window } from '../events/index.js';
const shapes = {
    reading: new Shape(Reading),
    window: new Shape(Window),
    command: new Shape(Command)
};
export function evaluateReadings(batch, { evaluator, ...rest }) {
    const { topic, partition } = batch;
    const sensorOf = (value)=>isTick(value) || !shapes.reading.check(value) ? undefined : value.sensor;
    return each(batch, rest, sensorOf, ({ offset, appendTime, value }, sensor)=>{
        evaluator.hear(partition, appendTime);
        if (isTick(value)) {
            evaluator.onTick(partition);
            return 'nothing';
        }
        if (!sensor) return 'rejected';
        evaluator.onReading(sensor, value, {
            topic,
            partition,
            offset,
            appendTime
        });
        return 'accepted';
    });
}
export function evaluateWindows(batch, { evaluator, ...rest }) {
    const { topic, partition } = batch;
    const sensorOf = (value)=>shapes.window.check(value) ? value.sensor : undefined;
    return each(batch, rest, sensorOf, ({ offset, appendTime, value }, sensor)=>{
        if (!shapes.window.check(value)) return 'rejected';
        const area = value.sensor === undefined ? value.area : sensor?.area;
        if (area === undefined) return 'rejected';
        const stands = evaluator.onWindow(value, area, {
            topic,
            partition,
            offset,
            appendTime
        });
        return stands ? 'accepted' : 'duplicate';
    });
}
export function evaluateCommands(batch, { evaluator, ...rest }, refused) {
    return each(batch, rest, ()=>undefined, (record)=>{
        const outcome = shapes.command.check(record.value) ? evaluator.onCommand(record.value) : 'unreadable';
        if (outcome === 'done') return 'accepted';
        refused(outcome, record);
        return 'rejected';
    });
}
/**
 * Takes each record once, also when its batch comes back, and counts what became of it. A sensor that nobody knows is looked for
 * once more, after the directory has caught up with the log.
 */ async function each({ partition, records }, { sensors, counts, reached }, sensorOf, take) {
    let caughtUp = false;
    for (const record of records){
        if (record.offset < (reached.get(partition) ?? 0)) continue;
        const name = sensorOf(record.value);
        let sensor = name === undefined ? undefined : sensors.get(name);
        if (name !== undefined && !sensor && !caughtUp) {
            await sensors.caughtUp();
            caughtUp = true;
            sensor = sensors.get(name);
        }
        // From here to the end of the record nothing waits: a record is reached and taken, or neither.
        reached.set(partition, record.offset + 1);
        const outcome = take(record, sensor);
        if (outcome === 'nothing') continue;
        counts.received++;
        counts[outcome]++;
    }
}
