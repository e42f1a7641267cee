// Hand-built MQTT 3.1.1 packets: a generator that costs more than what it measures would measure itself.

export function connectPacket({ clientId, user, password, keepalive = 60 }) {
  const fields = [clientId, user, password].map(lengthPrefixed);
  const variable = Buffer.concat([
    lengthPrefixed('MQTT'),
    // Level 4, user name and password, clean session.
    Buffer.from([4, 0xc2, keepalive >> 8, keepalive & 255]),
    ...fields,
  ]);
  return Buffer.concat([Buffer.from([0x10]), remainingLength(variable.length), variable]);
}

export const DISCONNECT = Buffer.from([0xe0, 0]);

/**
 * Writes PUBLISH packets of QoS 1 whose payload is a reading of exactly `bytes`; the digits of sensor, instant, values
 * and sequence are overwritten in a template.
 */
export class PublishWriter {
  #prefix;
  #template;
  #id;
  #sensor;
  #at;
  #value;
  #seq;

  constructor({ topic, bytes, prefix, epoch, metrics = 'pm25 pm10 temperature' }) {
    this.#prefix = prefix;
    const values = metrics
      .split(' ')
      .map((metric, index) => `"${metric}":${index === 0 ? '00.00' : `${2 + index}1.5`}`)
      .join(',');
    const payloadOf = (pad) =>
      `{"sensor":"${prefix}-00000","at":0000000000000,"values":{${values}},"quality":"ok",` +
      `"epoch":"${epoch}${pad}","seq":00000000}`
        // JSON knows no leading zeros: the first digit of each number is replaced before it is sent.
        .replaceAll(' ', '');
    const missing = bytes - Buffer.byteLength(payloadOf(''));
    if (missing < 0 || epoch.length + missing > 64) {
      throw new RangeError(
        `a reading of ${bytes} bytes: choose ${bytes - missing} to ${bytes - missing + 64 - epoch.length}`,
      );
    }
    const payload = Buffer.from(payloadOf('x'.repeat(missing)));
    const variable = Buffer.concat([lengthPrefixed(topic), Buffer.from([0, 0]), payload]);
    const header = Buffer.concat([Buffer.from([0x32]), remainingLength(variable.length)]);
    this.#template = Buffer.concat([header, variable]);
    this.#id = header.length + 2 + Buffer.byteLength(topic);
    const start = this.#id + 2;
    const text = payload.toString();
    this.#sensor = start + text.indexOf(`${prefix}-`) + prefix.length + 1;
    this.#at = start + text.indexOf('"at":') + 5;
    this.#value = start + text.indexOf(':00.00') + 1;
    this.#seq = start + text.indexOf('"seq":') + 6;
  }

  sensorName(sensor) {
    return `${this.#prefix}-${String(sensor).padStart(5, '0')}`;
  }

  get length() {
    return this.#template.length;
  }

  write(into, offset, { id, sensor, at, value, seq }) {
    this.#template.copy(into, offset);
    into[offset + this.#id] = id >> 8;
    into[offset + this.#id + 1] = id & 255;
    digits(into, offset + this.#sensor, sensor, 5);
    digits(into, offset + this.#at, at, 13);
    // 10.00 … 49.99
    digits(into, offset + this.#value, 10 + (value % 40), 2);
    digits(into, offset + this.#value + 3, value % 100, 2);
    digits(into, offset + this.#seq, 10_000_000 + (seq % 89_999_999), 8);
  }
}

function digits(into, at, number, count) {
  for (let place = at + count - 1; place >= at; place -= 1) {
    into[place] = 48 + (number % 10);
    number = Math.floor(number / 10);
  }
}

/** Calls `acknowledged(packetId)` for each PUBACK of a stream; other packets are passed over. */
export class AckReader {
  #rest = Buffer.alloc(0);

  read(chunk, acknowledged) {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 2) {
      let length = 0;
      let shift = 0;
      let head = at + 1;
      while (head < bytes.length && bytes[head] & 0x80) {
        length |= (bytes[head++] & 0x7f) << shift;
        shift += 7;
      }
      if (head >= bytes.length) break;
      length |= bytes[head++] << shift;
      if (head + length > bytes.length) break;
      if (bytes[at] === 0x40) acknowledged((bytes[head] << 8) | bytes[head + 1]);
      else if (bytes[at] === 0x20 && bytes[head + 1] !== 0) throw new Error(`CONNACK ${bytes[head + 1]}`);
      at = head + length;
    }
    this.#rest = at === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at));
  }
}

function lengthPrefixed(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

function remainingLength(length) {
  const bytes = [];
  do {
    bytes.push((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
    length >>= 7;
  } while (length > 0);
  return Buffer.from(bytes);
}
