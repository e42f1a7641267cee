// A child process that publishes as many gateways would, with coalesced writes, and measures from publish to PUBACK.
// Orders come over IPC: {connect}, {run: {readings | seconds, rate}}, {newest}, {close}; each is answered once it is done.
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Histogram } from './histogram.mjs';
import { AckReader, connectPacket, DISCONNECT, PublishWriter } from './packets.mjs';

const PACE = 5;
/** Packets that leave in one write at most. */
const COALESCED = 200;

let connections = [];
let writer;
let sensors;
/** Instant of the newest reading of each sensor. */
let newest;
let sequence = 0;
let run;

class Connection {
  /** Unacknowledged packet ids are those between the oldest and the next, since acknowledgements come in order. */
  sentAt = new Float64Array(65_536);
  nextId = 1;
  inFlight = 0;
  owed = 0;

  constructor(socket, limit) {
    this.socket = socket;
    this.limit = limit;
    const reader = new AckReader();
    socket.on('data', (chunk) => {
      const now = performance.now();
      reader.read(chunk, (id) => {
        this.inFlight -= 1;
        run?.acknowledged(now - this.sentAt[id]);
      });
      run?.flow(this);
    });
    socket.on('drain', () => run?.flow(this));
    socket.on('error', (error) => fail(error));
    socket.on('close', () => run && fail(new Error('a connection was closed')));
  }

  /** Sends up to `wanted` readings, as the limit of unacknowledged ones and the socket allow. */
  send(wanted) {
    let sent = 0;
    while (sent < wanted && this.inFlight < this.limit && !this.socket.writableNeedDrain) {
      const count = Math.min(wanted - sent, this.limit - this.inFlight, COALESCED);
      const present = Date.now();
      const now = performance.now();
      const chunk = Buffer.allocUnsafe(writer.length * count);
      for (let index = 0; index < count; index += 1) {
        const id = this.nextId;
        this.nextId = id === 65_535 ? 1 : id + 1;
        this.sentAt[id] = now;
        const sensor = sequence % sensors;
        const at = run.past ? run.past.from + Math.floor(sequence / sensors) * run.past.every : present;
        newest[sensor] = at;
        writer.write(chunk, index * writer.length, { id, sensor, at, value: sequence * 7, seq: sequence });
        sequence += 1;
      }
      this.socket.write(chunk);
      this.inFlight += count;
      sent += count;
    }
    return sent;
  }
}

/** As fast as acknowledgements allow, or `rate` a second in steps of 5 ms; ends when all of it is acknowledged. */
class Run {
  latency = new Histogram();
  sent = 0;
  acked = 0;
  begun = performance.now();
  lastSent = this.begun;

  constructor({ readings = Infinity, seconds = Infinity, rate, past }, done) {
    /** Instants from `from` on, `every` so many milliseconds a round of all sensors, instead of the present. */
    this.past = past;
    this.total = rate && seconds !== Infinity ? Math.round(rate * seconds) : readings;
    this.until = rate ? Infinity : this.begun + seconds * 1000;
    this.rate = rate;
    this.done = done;
    this.firstAt = Date.now();
  }

  start() {
    if (this.rate) this.timer = setInterval(() => this.#pace(), PACE);
    else for (const connection of connections) this.flow(connection);
  }

  flow(connection) {
    if (this.rate) {
      const caughtUp = connection.send(connection.owed);
      connection.owed -= caughtUp;
      this.#count(caughtUp);
    } else if (performance.now() < this.until) {
      this.#count(connection.send(this.total - this.sent));
    }
    this.#ended();
  }

  #count(sent) {
    if (sent === 0) return;
    this.sent += sent;
    this.lastSent = performance.now();
  }

  acknowledged(milliseconds) {
    this.acked += 1;
    this.latency.add(milliseconds);
  }

  #pace() {
    const due = Math.min(this.total, Math.floor(((performance.now() - this.begun) * this.rate) / 1000));
    const owed = connections.reduce((sum, connection) => sum + connection.owed, 0);
    const fresh = due - this.sent - owed;
    connections.forEach((connection, index) => {
      connection.owed +=
        Math.floor(fresh / connections.length) + (index < fresh % connections.length ? 1 : 0);
      this.flow(connection);
    });
  }

  #ended() {
    const over = this.sent >= this.total || performance.now() >= this.until;
    if (!over || this.acked < this.sent || run !== this) return;
    clearInterval(this.timer);
    run = undefined;
    const seconds = (performance.now() - this.begun) / 1000;
    this.done({
      sent: this.sent,
      acknowledged: this.acked,
      seconds,
      sentWithin: (this.lastSent - this.begun) / 1000,
      perSecond: this.acked / seconds,
      firstAt: this.firstAt,
      lastAt: Date.now(),
      p50: this.latency.quantile(0.5),
      p99: this.latency.quantile(0.99),
      max: this.latency.max,
    });
  }
}

async function open({
  host = '127.0.0.1',
  port,
  count,
  user,
  password,
  topic,
  bytes,
  prefix,
  limit,
  ...rest
}) {
  writer = new PublishWriter({ topic, bytes, prefix, epoch: `bench-${process.pid}-` });
  sensors = rest.sensors;
  newest = new Float64Array(sensors);
  for (let index = 0; index < count; index += 1) {
    const socket = connectSocket({ host, port, noDelay: true });
    await once(socket, 'connect');
    socket.write(connectPacket({ clientId: `bench-${process.pid}-${index}`, user, password }));
    const [connack] = await once(socket, 'data');
    if (connack[0] !== 0x20 || connack[3] !== 0) throw new Error(`CONNACK ${connack.toString('hex')}`);
    connections.push(new Connection(socket, limit));
  }
}

function close() {
  const open = connections;
  connections = [];
  for (const { socket } of open) socket.end(DISCONNECT);
}

function fail(error) {
  process.send({ error: String(error) });
  process.exit(1);
}

process.on('message', (order) => {
  if (order.connect) {
    open(order.connect).then(() => process.send({ done: {} }), fail);
  } else if (order.run) {
    run = new Run(order.run, (done) => process.send({ done }));
    run.start();
  } else if (order.newest) {
    process.send({
      done: Object.fromEntries([...newest].map((at, sensor) => [writer.sensorName(sensor), at])),
    });
  } else {
    close();
    process.send({ done: {} });
  }
});
process.on('disconnect', () => process.exit(0));
