import { metricOf } from '@toancanh/domains';
import { type Quality, ReadingInput, type Registration, Shape } from '@toancanh/events';
import type { Gateway } from '@toancanh/runtime';
import { hashNumber, hashText, mixed } from './hash.js';
import { millisOf } from './instant.js';
import { instantFault } from './instant-fault.js';
import { Measured, type Scales } from './measured.js';
import { isPersonalIdentifier, personalPath } from '@toancanh/privacy';
import { type Refusal, refusal } from './refusal.js';
import type { Repeats } from './repeats.js';
import { schemaRefusal } from './schema-refusal.js';
import type { KnownSensor, SensorBook } from './sensor-book.js';
import { EXPECTED } from './texts.js';

const shape = new Shape(ReadingInput);
const MINUTE = 60_000;
/** Readings without an instant that come within one millisecond are told apart up to here. */
const MOST_GIVEN_AHEAD = 1_000;

/** The message that a reading came in. */
export interface Circumstances {
  readonly gateway: Gateway;
  readonly receivedAt: number;
  /** The message's own numbering, for readings that have none. */
  readonly epoch?: string | undefined;
  readonly seq?: number | undefined;
}

export type Judgement =
  | {
      readonly outcome: 'accepted' | 'late';
      readonly key: string;
      readonly value: string;
      /** The topic that it goes to; `city.readings` unless told. */
      readonly topic?: string;
      /** The sensor is new: this must be durable before the reading. */
      readonly registration?: Registration;
    }
  | { readonly outcome: 'duplicate' | 'rejected'; readonly refusal: Refusal };

export interface ScreenSettings {
  readonly lateness: number;
  /** Milliseconds that readings are kept; an older one is refused. */
  readonly retention: number;
  readonly seed: number;
}

/** Validates and normalises one reading, alone: what comes out is a record for the log, or why it is refused. */
export class ReadingScreen {
  /** The epoch that was looked at last; it hardly ever changes. */
  #decentEpoch = '';

  constructor(
    private readonly sensors: SensorBook,
    private readonly scales: Scales,
    private readonly repeats: Repeats,
    private readonly settings: ScreenSettings,
  ) {}

  /** `nth` is the place of the reading among those that the numbering of its message stands for. */
  judge(input: unknown, circumstances: Circumstances, nth = 0): Judgement {
    if (!shape.check(input)) return rejected(personalOr(schemaRefusal(shape.faultOf(input)), input));
    const { gateway, receivedAt } = circumstances;

    const measured = this.scales.measure(
      input.values,
      gateway.units === 'declared' ? input.units : undefined,
    );
    if (!(measured instanceof Measured)) return rejected(personalOr(measured, input));

    let at = receivedAt;
    if (input.at !== undefined) {
      at = millisOf(input.at);
      const wrong = instantFault(input.at, at, receivedAt, this.settings.retention);
      if (wrong) return rejected(personalOr(wrong, input));
    }

    const epoch = input.epoch ?? circumstances.epoch;
    const seq = input.seq ?? circumstances.seq;
    if (epoch !== undefined && epoch !== this.#decentEpoch) {
      if (isPersonalIdentifier(epoch)) return rejected(personal('/epoch'));
      this.#decentEpoch = epoch;
    }

    let registration: Registration | undefined;
    let sensor = this.sensors.find(input.sensor, gateway);
    if (!sensor) {
      const metrics = Object.keys(input.values).map((name) => metricOf(name)!.name);
      const stranger = { sensor: input.sensor, place: input.place, metrics, receivedAt };
      const admitted = this.sensors.admit(stranger, gateway);
      if ('code' in admitted) return rejected(admitted);
      sensor = admitted.known;
      registration = admitted.registration;
    }
    if ('code' in sensor) return rejected(personalOr(sensor, input));

    const quality = qualityOf(input.quality, gateway);
    const isGiven = input.at === undefined;
    const place = input.seq === undefined ? nth : 0;
    if (this.#isRepeat(sensor, measured, quality, isGiven ? undefined : at, epoch, seq, place)) {
      return { outcome: 'duplicate', refusal: refusal('E_DUP', '', undefined, EXPECTED.repeat) };
    }
    if (isGiven) at = given(sensor, receivedAt);
    const isNumbered = epoch !== undefined && seq !== undefined;

    const value =
      sensor.prefix +
      at +
      ',"receivedAt":' +
      receivedAt +
      ',"values":{' +
      measured.text +
      '},"quality":"' +
      quality +
      (epoch === undefined ? '"' : '","epoch":' + JSON.stringify(epoch)) +
      (seq === undefined ? '' : ',"seq":' + seq) +
      (isGiven && isNumbered ? ',"given":' + place + '}' : '}');
    flatten(value);
    // The minute of the reading had closed when it arrived.
    const closed = Math.floor(at / MINUTE) * MINUTE + MINUTE + this.settings.lateness <= receivedAt;
    const outcome = closed ? 'late' : 'accepted';
    return registration
      ? { outcome, key: sensor.id, value, registration }
      : { outcome, key: sensor.id, value };
  }

  /** Identity is sensor and instant; where the instant was left out, gateway, epoch and sequence; else there is none. */
  #isRepeat(
    sensor: KnownSensor,
    measured: Measured,
    quality: Quality,
    at: number | undefined,
    epoch: string | undefined,
    seq: number | undefined,
    nth: number,
  ): boolean {
    let number = at;
    let seed = 0;
    if (number === undefined) {
      if (epoch === undefined || seq === undefined) return false;
      number = seq;
      seed = hashText(epoch, this.settings.seed) ^ (nth === 0 ? 0 : hashNumber(nth, this.settings.seed));
    }
    const worth = quality === 'ok' ? 0 : hashText(quality, this.settings.seed);
    const seen = this.repeats.note(
      hashNumber(number, sensor.seed1 ^ seed),
      hashNumber(number, sensor.seed2 ^ mixed(seed)),
      measured.hash1 ^ worth,
      measured.hash2 ^ mixed(worth),
    );
    return seen === 'repeat';
  }
}

/**
 * A text put together by `+` is a tree of its parts, all of which would live as long as the record waits for the log (a
 * third of the garbage collector's work at full load). Looking at a character makes V8 copy it into one piece.
 */
function flatten(text: string): number {
  return text.charCodeAt(0);
}

/** Readings of one sensor are told apart by their instants, so those that leave it out never share one. */
function given(sensor: KnownSensor, receivedAt: number): number {
  const next = sensor.given + 1;
  sensor.given = next > receivedAt && next <= receivedAt + MOST_GIVEN_AHEAD ? next : receivedAt;
  return sensor.given;
}

/** What a simulated gateway sends is never taken for measured. */
function qualityOf(sent: Quality | undefined, gateway: Gateway): Quality {
  return gateway.simulated && (sent ?? 'ok') === 'ok' ? 'simulated' : (sent ?? 'ok');
}

function rejected(reason: Refusal): Judgement {
  return { outcome: 'rejected', refusal: reason };
}

function personal(path: string): Refusal {
  return refusal('E_PERSONAL', path, undefined, EXPECTED.personal);
}

/** Whatever else is wrong: if there is personal data too, that is the reason, and nothing is kept. */
function personalOr(reason: Refusal, input: unknown): Refusal {
  const path = personalPath(input);
  return path === undefined ? reason : personal(path);
}
