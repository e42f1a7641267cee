import { Envelope, type Rejection, Shape } from '@toancanh/events';
import { type Candidate, pathInPack } from './decode/candidate.js';
import { parseJson } from './decode/json.js';
import { decodeSenml } from './decode/senml.js';
import { decodeStationFile, locatedInFile } from './decode/station-file.js';
import { hasStrangeLabel } from './decode/senml-labels.js';
import type { Account } from './desk/account.js';
import type { Desk } from './desk/desk.js';
import type { FeedReader, RecordContext } from './feeds/feed-reader.js';
import { LIMITS } from './limits.js';
import { isPersonalBytes, personalPath } from '@toancanh/privacy';
import type { DossierScreen } from './screen/dossier-screen.js';
import type { IncidentScreen } from './screen/incident-screen.js';
import type { Circumstances, Judgement, ReadingScreen } from './screen/reading-screen.js';
import { type Refusal, refusal } from './screen/refusal.js';
import { Rejections } from './screen/rejection.js';
import { schemaRefusal } from './screen/schema-refusal.js';
import { EXPECTED } from './screen/texts.js';
import type { Tally, Transport } from './tally.js';

const envelope = new Shape(Envelope);
const LONGEST_EPOCH = 64;
const LONGEST_STATE = 16;

export interface Message {
  readonly account: Account;
  readonly topic: string;
  readonly payload: Buffer;
  readonly receivedAt: number;
  readonly transport: Transport;
  /** The sender says itself that it may have sent this before (MQTT's DUP flag): duplicates are no news to it. */
  readonly repeated: boolean;
  /** Bytes of the whole message, where `payload` is only its beginning. */
  readonly size?: number;
}

/** What became of a message. received = accepted + late + duplicate + rejected. */
export class Taken {
  received = 0;
  accepted = 0;
  late = 0;
  duplicate = 0;
  rejected = 0;
  /** Of what was rejected, in the order of the message. */
  rejections: Rejection[] = NONE;
  /** Why, if all of it was. */
  refusal: Refusal | undefined;
}

/** Shared by all messages without a fault. */
const NONE: Rejection[] = [];

/** decode → validate → normalise: takes whole messages apart, has each reading judged alone, and puts the outcome on the desk. */
export class Reception {
  constructor(
    private readonly screen: ReadingScreen,
    private readonly desk: Desk,
    private readonly tally: Tally,
    private readonly incidents: IncidentScreen,
    private readonly dossiers: DossierScreen,
  ) {}

  /** What a topic of this name holds. */
  take(kind: 'readings' | 'senml' | 'events' | 'dossiers', message: Message): Taken {
    if (kind === 'senml') return this.takeSenml(message);
    if (kind === 'dossiers') return this.takeDossiers(message);
    return kind === 'events' ? this.takeIncidents(message) : this.takeReadings(message);
  }

  takeReadings(message: Message): Taken {
    const work = new Work(message, this.desk, this.tally);
    const root = work.parse();
    if (root === undefined) work.refuse(unreadable(message.payload));
    else if (Array.isArray(root)) this.#judgeAll(root, '', work, circumstancesOf(message));
    else if (typeof root === 'object' && root !== null && 'readings' in root) {
      this.#judgeEnvelope(root, message, work);
    } else work.enter(this.screen.judge(root, circumstancesOf(message)), root, '');
    return work.done();
  }

  takeSenml(message: Message): Taken {
    const work = new Work(message, this.desk, this.tally);
    const root = work.parse();
    if (root === undefined) {
      work.refuse(unreadable(message.payload));
      return work.done();
    }
    const personal = hasStrangeLabel(root) ? personalPath(root) : undefined;
    if (personal !== undefined) {
      work.refuse(refusal('E_PERSONAL', personal, undefined, EXPECTED.personal));
      return work.done();
    }
    const { receivedAt, account } = message;
    const circumstances = circumstancesOf(message);
    for (const found of decodeSenml(root, receivedAt, account.gateway.units === 'declared')) {
      if ('code' in found) work.refuse(personalOr(found, root));
      else work.enter(this.#judgeCandidate(found, circumstances, root), found.input, '');
    }
    return work.done();
  }

  /** The file of an automatic station, which does not name it: the sender does. */
  takeStationFile(message: Message, sensor: string): Taken {
    const work = new Work(message, this.desk, this.tally);
    const circumstances = circumstancesOf(message);
    const isBelieved = message.account.gateway.units === 'declared';
    const text = message.payload.toString();
    for (const found of decodeStationFile(text, sensor, isBelieved, LIMITS.readingsPerMessage)) {
      if ('code' in found) {
        work.refuse(found);
        continue;
      }
      const judgement = this.screen.judge(found.input, circumstances);
      const told =
        'refusal' in judgement
          ? { ...judgement, refusal: locatedInFile(found, judgement.refusal) }
          : judgement;
      work.enter(told, found.input, '');
    }
    return work.done();
  }

  /** One step of a dossier, or an array of them. */
  takeDossiers(message: Message): Taken {
    const work = new Work(message, this.desk, this.tally);
    const root = work.parse();
    const circumstances = circumstancesOf(message);
    if (root === undefined) work.refuse(unreadable(message.payload));
    else if (!Array.isArray(root)) work.enter(this.dossiers.judge(root, circumstances), root, '');
    else if (root.length === 0 || root.length > LIMITS.readingsPerMessage) {
      work.refuse(refusal('E_SCHEMA', '', undefined, EXPECTED.notEmpty(LIMITS.readingsPerMessage)));
    } else root.forEach((step, i) => work.enter(this.dossiers.judge(step, circumstances), step, `/${i}`));
    return work.done();
  }

  /** One incident, an array of them, or `{"events":[…]}`. */
  takeIncidents(message: Message): Taken {
    const work = new Work(message, this.desk, this.tally);
    const root = work.parse();
    const circumstances = circumstancesOf(message);
    if (root === undefined) work.refuse(unreadable(message.payload));
    else if (Array.isArray(root)) this.#judgeIncidents(root, '', work, circumstances);
    else if (isListOfEvents(root)) this.#judgeIncidents(root.events, '/events', work, circumstances);
    else work.enter(this.incidents.judge(root, circumstances), root, '');
    return work.done();
  }

  #judgeIncidents(all: readonly unknown[], path: string, work: Work, circumstances: Circumstances): void {
    if (all.length === 0 || all.length > LIMITS.readingsPerMessage) {
      work.refuse(refusal('E_SCHEMA', path, undefined, EXPECTED.notEmpty(LIMITS.readingsPerMessage)));
      return;
    }
    all.forEach((one, i) => work.enter(this.incidents.judge(one, circumstances), one, `${path}/${i}`));
  }

  /** A record of another department, in its own words: faults are told in those words too. */
  takeMapped(message: Message, record: RecordContext, reader: FeedReader): Taken {
    const work = new Work(message, this.desk, this.tally);
    const root = work.parse();
    if (root === undefined) {
      work.refuse(unreadable(message.payload));
      return work.done();
    }
    const circumstances = circumstancesOf(message);
    const screen = { reading: this.screen, incident: this.incidents, dossier: this.dossiers }[reader.as];
    for (const found of reader.itemsOf(root, record)) {
      if ('code' in found) {
        work.refuse(found);
        continue;
      }
      const judgement = screen.judge(found.input, circumstances);
      const told =
        'refusal' in judgement
          ? { ...judgement, refusal: reader.located(judgement.refusal, found) }
          : judgement;
      const { item, data } = found.surroundings;
      work.enter(told, found.input, '', item === data ? undefined : item);
    }
    return work.done();
  }

  /** `online` or `offline`: the gateway about itself, by itself or by its will. No reading, so only a fault is counted as one. */
  takeState(message: Message): Taken {
    const { account, payload, receivedAt } = message;
    const text = payload.length <= LONGEST_STATE ? payload.toString().trim() : '';
    if (text !== 'online' && text !== 'offline') {
      const reason = isPersonalBytes(payload.toString())
        ? refusal('E_PERSONAL', '', undefined, EXPECTED.personal)
        : refusal('E_SCHEMA', '', payload.toString(), EXPECTED.state);
      return this.refuse(message, reason);
    }
    account.state = text;
    account.stateAt = receivedAt;
    return new Work(message, this.desk, this.tally).done();
  }

  /** A message that is refused as it is, whatever it holds. */
  refuse(message: Message, reason: Refusal): Taken {
    const work = new Work(message, this.desk, this.tally);
    work.refuse(reason);
    return work.done();
  }

  #judgeEnvelope(root: object, message: Message, work: Work): void {
    if (!envelope.check(root)) {
      work.refuse(personalOr(schemaRefusal(envelope.faultOf(root)), root));
      return;
    }
    const { epoch, seq } = root;
    this.#judgeAll(root.readings, '/readings', work, { ...circumstancesOf(message), epoch, seq });
    if (seq !== undefined) message.account.numbering.note(epoch, seq);
  }

  #judgeAll(readings: readonly unknown[], path: string, work: Work, circumstances: Circumstances): void {
    if (readings.length === 0 || readings.length > LIMITS.readingsPerMessage) {
      work.refuse(refusal('E_SCHEMA', path, undefined, EXPECTED.notEmpty(LIMITS.readingsPerMessage)));
      return;
    }
    for (let i = 0; i < readings.length; i += 1) {
      const judgement = this.screen.judge(readings[i], circumstances, i);
      // Paths are made for those only that need one.
      const at = judgement.outcome === 'rejected' || judgement.outcome === 'duplicate' ? `${path}/${i}` : '';
      work.enter(judgement, readings[i], at);
    }
  }

  #judgeCandidate(candidate: Candidate, circumstances: Circumstances, root: unknown): Judgement {
    if (candidate.fault) return { outcome: 'rejected', refusal: personalOr(candidate.fault, root) };
    const judgement = this.screen.judge(candidate.input, circumstances);
    if (!('refusal' in judgement)) return judgement;
    const { refusal: reason } = judgement;
    return { ...judgement, refusal: { ...reason, path: pathInPack(candidate, reason.path) } };
  }
}

/** One message on its way: counts what became of its readings and puts them on the desk. */
class Work {
  readonly #taken = new Taken();
  #rejections: Rejections | undefined;
  #root: unknown;
  #isParsed = false;

  constructor(
    private readonly message: Message,
    private readonly desk: Desk,
    private readonly tally: Tally,
  ) {}

  parse(): unknown {
    this.#root = parseJson(this.message.payload);
    this.#isParsed = true;
    return this.#root;
  }

  /** `path` is where the reading stands in the message; `part` is all that was sent of it, where the message holds more. */
  enter(
    judgement: Judgement,
    input: unknown,
    path: string,
    part: unknown = path === '' ? undefined : input,
  ): void {
    const taken = this.#taken;
    taken.received += 1;
    taken[judgement.outcome] += 1;
    this.#number(input);
    if ('value' in judgement) {
      if (judgement.registration) this.desk.batch.registrations.push(judgement.registration);
      if (judgement.topic === undefined) this.desk.batch.readings.push(judgement);
      else this.desk.batch.put(judgement.topic, { key: judgement.key, value: judgement.value });
      return;
    }
    const reason =
      path === '' ? judgement.refusal : { ...judgement.refusal, path: path + judgement.refusal.path };
    const rejected = judgement.outcome === 'rejected';
    if (rejected || !this.message.repeated) this.#reject(reason, rejected, part);
  }

  refuse(reason: Refusal): void {
    this.#taken.received += 1;
    this.#taken.rejected += 1;
    this.#reject(reason, true, undefined);
  }

  done(): Taken {
    const taken = this.#taken;
    const { account } = this.message;
    if (taken.rejected < taken.received) taken.refusal = undefined;
    add(account.judged, taken);
    add(this.desk.judged, taken);
    this.desk.batch.touch(account);
    this.tally.message(this.message.transport, taken);
    return taken;
  }

  #reject(reason: Refusal, rejected: boolean, part: unknown): void {
    const { account, ...message } = this.message;
    this.#rejections ??= new Rejections(
      { ...message, gateway: account.gateway.id },
      this.#isParsed ? { root: this.#root } : undefined,
    );
    const rejection = this.#rejections.of(reason, part);
    this.desk.batch.rejections.push(rejection);
    this.tally.codes[reason.code] += 1;
    if (!rejected) return;
    if (this.#taken.rejections === NONE) this.#taken.rejections = [];
    this.#taken.rejections.push(rejection);
    this.#taken.refusal ??= reason;
  }

  /** A refused reading has used up its number too. */
  #number(input: unknown): void {
    const { epoch, seq } = (input ?? {}) as { epoch?: unknown; seq?: unknown };
    if (seq === undefined || !Number.isSafeInteger(seq)) return;
    const named = typeof epoch === 'string' && epoch.length <= LONGEST_EPOCH;
    this.message.account.numbering.note(named ? epoch : undefined, seq as number);
  }
}

interface Counts {
  received: number;
  accepted: number;
  late: number;
  duplicate: number;
  rejected: number;
}

function add(to: Counts, { received, accepted, late, duplicate, rejected }: Counts): void {
  to.received += received;
  to.accepted += accepted;
  to.late += late;
  to.duplicate += duplicate;
  to.rejected += rejected;
}

function circumstancesOf({ account, receivedAt }: Message): Circumstances {
  return { gateway: account.gateway, receivedAt };
}

/** Nothing stands beside the list, so that nothing is passed over. */
function isListOfEvents(root: unknown): root is { readonly events: readonly unknown[] } {
  if (typeof root !== 'object' || root === null || Object.keys(root).length !== 1) return false;
  return 'events' in root && Array.isArray(root.events);
}

function unreadable(payload: Buffer): Refusal {
  return isPersonalBytes(payload.toString())
    ? refusal('E_PERSONAL', '', undefined, EXPECTED.personal)
    : refusal('E_JSON', '', undefined, EXPECTED.json);
}

function personalOr(reason: Refusal, root: unknown): Refusal {
  const path = personalPath(root);
  return path === undefined ? reason : refusal('E_PERSONAL', path, undefined, EXPECTED.personal);
}
