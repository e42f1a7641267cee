import { GATEWAYS, RULE } from './city-folder.mjs';
import { Random } from './random.mjs';

const SECOND = 1_000;
const TWO_HOURS = 7_200_000;
/** Seconds of each round in which the alarm sensors are too high. */
const ALARM = { round: 40, from: 10, to: 25 };
const MOST_TOGETHER = 8;
const EPOCH = 'chaos-1';

/** Which shares of the readings are not as they should be. */
export const USUAL_SHARES = {
  late: 0.01,
  repeated: 0.005,
  disordered: 0.01,
  corrected: 0.003,
  faulty: 0.0005,
  bad: 0.0005,
};

/**
 * The messages of a run, in the order in which they are first sent: `due` is milliseconds after `base`, `after` names the
 * messages that must have been acknowledged before, so that what is said twice of one instant has one order.
 * What this makes is the truth that the product is judged by.
 */
export function* messagesOf({ seed, base, readings, rate, sensors, shares = USUAL_SHARES }) {
  const random = new Random(`${seed} input`);
  const byGateway = GATEWAYS.map((gateway) =>
    sensors.filter((sensor) => sensor.gateway === gateway && !sensor.isAlarm),
  );
  const alarms = GATEWAYS.map((gateway) =>
    sensors.find((sensor) => sensor.gateway === gateway && sensor.isAlarm),
  );
  const length = (readings / rate) * SECOND;
  const used = new Set();
  const sequences = new Map();
  const lastAlarm = new Map();
  /** Messages that say something again, by the time at which they are due. */
  const again = [];
  let id = 0;
  let made = 0;

  const message = (gateway, due, content, after = []) => {
    made += content.length;
    const wrapped = gateway === GATEWAYS[1];
    const seq = (sequences.get(gateway) ?? 0) + 1;
    if (wrapped) sequences.set(gateway, seq);
    return { id: id++, gateway, due, after, readings: content, ...(wrapped && { epoch: EPOCH, seq }) };
  };
  const free = (sensor, at) => {
    let instant = Math.round(at);
    while (used.has(`${sensor} ${instant}`)) instant -= 1;
    used.add(`${sensor} ${instant}`);
    return instant;
  };
  const value = () => Math.round(random.between(1, 100) * 100) / 100;
  const valuesOf = ({ metrics }) => Object.fromEntries(metrics.map((metric) => [metric, value()]));

  let nextAlarm = 0;
  for (let due = 0; made < readings;) {
    while (again.length > 0 && again[0].due <= due) {
      const { gateway, due: then, content, after } = again.shift();
      yield message(gateway, then, content, after);
    }
    if (nextAlarm <= due) {
      const second = (nextAlarm / SECOND) % ALARM.round;
      const high = second >= ALARM.from && second < ALARM.to;
      for (const [g, gateway] of GATEWAYS.entries()) {
        const reading = {
          sensor: alarms[g].id,
          at: base + nextAlarm,
          values: { [RULE.metric]: high ? RULE.above + 100 + g : 20 + g },
        };
        const before = lastAlarm.get(gateway);
        const one = message(gateway, nextAlarm, [reading], before === undefined ? [] : [before]);
        lastAlarm.set(gateway, one.id);
        yield one;
      }
      nextAlarm += SECOND;
    }
    const g = random.whole(0, GATEWAYS.length - 1);
    const content = [];
    const repeats = [];
    for (let left = random.whole(1, MOST_TOGETHER); left > 0; left -= 1) {
      const sensor = random.pick(byGateway[g]);
      let at = base + due - random.between(0, 300);
      if (random.chance(shares.late)) at -= TWO_HOURS;
      else if (random.chance(shares.disordered)) at -= random.between(SECOND, 50 * SECOND);
      const reading = { sensor: sensor.id, at: free(sensor.id, at), values: valuesOf(sensor) };
      content.push(reading);
      if (random.chance(shares.bad)) {
        content.push({ sensor: sensor.id, at: free(sensor.id, at), values: { pm25: -4 }, bad: 'E_RANGE' });
      }
      if (random.chance(shares.repeated)) repeats.push(reading);
      else if (random.chance(shares.corrected)) {
        const metric = random.pick(sensor.metrics);
        repeats.push({ ...reading, values: { [metric]: value() } });
      } else if (random.chance(shares.faulty)) repeats.push({ ...reading, quality: 'fault' });
    }
    const one = message(GATEWAYS[g], Math.round(due), content);
    yield one;
    for (const reading of repeats) {
      const then = Math.min(due + random.between(500, 20_000), length);
      again.push({ gateway: GATEWAYS[g], due: Math.round(then), content: [reading], after: [one.id] });
    }
    if (repeats.length > 0) again.sort((a, b) => a.due - b.due);
    due += (content.length / (rate - GATEWAYS.length)) * SECOND;
  }
  for (const { gateway, due, content, after } of again) yield message(gateway, due, content, after);
}

/** What goes over the wire: the generator's own remarks stay at home. */
export function payloadOf({ readings, epoch, seq }) {
  const content = readings.map(({ sensor, at, values, quality }) => ({
    sensor,
    at,
    values,
    ...(quality !== undefined && { quality }),
  }));
  if (epoch !== undefined) return JSON.stringify({ epoch, seq, readings: content });
  return JSON.stringify(content.length === 1 ? content[0] : content);
}
