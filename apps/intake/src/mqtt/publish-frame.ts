import { isUtf8 } from 'node:buffer';
import type { IPublishPacket } from 'mqtt-packet';
import { CODECS, MalformedPacket, type Version } from './codec.js';

/** A PUBLISH as far as intake looks at it. */
export interface PublishFrame {
  readonly qos: 0 | 1 | 2;
  readonly dup: boolean;
  readonly retain: boolean;
  /** 0 with QoS 0. */
  readonly messageId: number;
  readonly topic: string;
  /** A view into the chunk: valid during the call only. */
  readonly payload: Buffer;
  readonly topicAlias: number | undefined;
}

/**
 * Reads a PUBLISH (3.3). One without properties, which is nearly every one, is read in place; the codec reads the others.
 * Throws `MalformedPacket`.
 */
export function readPublish(
  bytes: Buffer,
  start: number,
  body: number,
  end: number,
  version: Version,
): PublishFrame {
  const flags = bytes[start]!;
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new MalformedPacket('QoS 3');
  const topicAt = body + 2;
  const topicEnd = body + 2 <= end ? topicAt + bytes.readUInt16BE(body) : Infinity;
  let payloadAt = qos > 0 ? topicEnd + 2 : topicEnd;
  if (payloadAt + (version === 5 ? 1 : 0) > end) throw new MalformedPacket('PUBLISH is too short');
  const topic = textAt(bytes, topicAt, topicEnd);
  let topicAlias: number | undefined;
  if (version === 5) {
    if (bytes[payloadAt] === 0) payloadAt += 1;
    else {
      const read = CODECS[5].parse(bytes.subarray(start, end)) as IPublishPacket;
      const length = propertiesLength(bytes, payloadAt, end);
      payloadAt += length;
      if (payloadAt > end) throw new MalformedPacket('properties are longer than the packet');
      topicAlias = read.properties?.topicAlias;
    }
  }
  return {
    qos: qos as 0 | 1 | 2,
    dup: (flags & 8) !== 0,
    retain: (flags & 1) !== 0,
    messageId: qos > 0 ? bytes.readUInt16BE(topicEnd) : 0,
    topic,
    payload: bytes.subarray(payloadAt, end),
    topicAlias,
  };
}

/** Bytes that the properties take, with their length (1.5.5). */
function propertiesLength(bytes: Buffer, at: number, end: number): number {
  let length = 0;
  let i = at;
  for (let shift = 0; i < end && shift <= 21; shift += 7) {
    const byte = bytes[i]!;
    i += 1;
    length += (byte & 127) * 2 ** shift;
    if (byte < 128) return i - at + length;
  }
  throw new MalformedPacket('length of properties');
}

/** 1.5.4: UTF-8 without U+0000. */
function textAt(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  if (text.includes('\0') || (text.includes('\ufffd') && !isUtf8(bytes.subarray(from, to)))) {
    throw new MalformedPacket('topic is no UTF-8 text');
  }
  return text;
}

/** Topic and payload of a PUBLISH that was cut off, as far as they are there; for the rejection of one that is too large. */
export function begunPublish(begun: Buffer): { topic: string; payload: Buffer } {
  const nothing = { topic: '', payload: begun.subarray(0, 0) };
  if (begun[0]! >> 4 !== 3) return nothing;
  const body = 1 + begun.subarray(1, 5).findIndex((byte) => byte < 128) + 1;
  if (body === 1 || body + 2 > begun.length) return nothing;
  const topicEnd = body + 2 + begun.readUInt16BE(body);
  const hasId = (begun[0]! & 6) !== 0;
  return {
    topic: begun.toString('utf8', body + 2, topicEnd),
    payload: begun.subarray(topicEnd + (hasId ? 2 : 0)),
  };
}
