// A child process that follows /live like a wall, and measures from publish to the delta that brings the value.
// `at` of a reading is its instant of publishing, and both processes read one clock.
import { io } from 'socket.io-client';
import { Histogram } from './histogram.mjs';

let latency = new Histogram();
let newest = new Map();
let deltas = 0;
let expected;
/** Sensors whose names begin so are measured. */
let measuredPrefix = '';

function ask({ url, areas, prefix = '' }) {
  measuredPrefix = prefix;
  const socket = io(`${url}/live`, { transports: ['websocket'] });
  socket.on('connect', () =>
    socket.emit('subscribe', { areas }, (answer) => {
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    }),
  );
  socket.once('snapshot', () => process.send({ done: {} }));
  socket.on('snapshot', ({ latest }) => seen(latest, false));
  socket.on('delta', ({ latest = [] }) => {
    deltas += 1;
    seen(latest, true);
  });
}

function seen(values, measured) {
  const now = Date.now();
  for (const { sensor, metric, at } of values) {
    if (metric !== 'pm25') continue;
    const instant = Date.parse(at);
    newest.set(sensor, instant);
    if (measured && sensor.startsWith(measuredPrefix)) latency.add(now - instant);
  }
  if (expected) whenAllSeen();
}

/** Answers when the newest reading of each sensor is here. */
function whenAllSeen() {
  for (const [sensor, at] of expected) if (!((newest.get(sensor) ?? 0) >= at)) return;
  expected = undefined;
  process.send({ done: { at: Date.now() } });
}

process.on('message', (order) => {
  if (order.follow) ask(order.follow);
  else if (order.expect) {
    expected = Object.entries(order.expect);
    whenAllSeen();
  } else if (order.figures) {
    const { count, max } = latency;
    process.send({
      done: { count, deltas, p50: latency.quantile(0.5), p99: latency.quantile(0.99), max },
    });
    latency = new Histogram();
    deltas = 0;
  }
});
process.on('disconnect', () => process.exit(0));
