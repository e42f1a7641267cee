import { Controller, Post, Req, Res } from '@nestjs/common';
import { GatewayAccess } from '@toancanh/access';
import { City, type Gateway, isLoopback } from '@toancanh/runtime';
import type { Request, Response } from 'express';
import { Accounts } from '../desk/account.js';
import { Desk } from '../desk/desk.js';
import { LogTime } from '../desk/log-time.js';
import { Pulse } from '../desk/pulse.js';
import { HTTP_LIMITS } from '../limits.js';
import { type Message, Reception, type Taken } from '../reception.js';
import { refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import { bodyOf } from './body.js';
import { Idempotency } from './idempotency.js';
import { type Problem, PROBLEMS, sendProblem } from './problem.js';

const SENML = 'application/senml+json';
const LONGEST_KEY = 256;

/** What one address takes. */
interface Door {
  readonly topic: string;
  readonly media: readonly string[];
  /** A body without a content type is taken too. */
  readonly isLenient: boolean;
  /** What tells two messages apart beside their bodies. */
  readonly about: string;
  take(message: Message, media: string): Taken;
}

/** The same payloads as on MQTT, for gateways and webhooks that speak HTTP, and the files of automatic stations. */
@Controller('api/v1')
export class ReadingsController {
  readonly #answers = new Idempotency(HTTP_LIMITS.keys, HTTP_LIMITS.keyAge);

  constructor(
    private readonly access: GatewayAccess<Gateway>,
    private readonly accounts: Accounts,
    private readonly reception: Reception,
    private readonly desk: Desk,
    private readonly city: City,
    private readonly clock: LogTime,
    private readonly pulse: Pulse,
  ) {}

  /** Answers after the log has the readings. */
  @Post('readings')
  takeReadings(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.#take(request, response, {
      topic: 'http:/api/v1/readings',
      media: ['application/json', SENML],
      isLenient: true,
      about: '',
      take: (message, media) =>
        media === SENML ? this.reception.takeSenml(message) : this.reception.takeReadings(message),
    });
  }

  /** Incidents: what happens rather than is measured. Answers after the log has them. */
  @Post('events')
  takeIncidents(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.#take(request, response, {
      topic: 'http:/api/v1/events',
      media: ['application/json'],
      isLenient: true,
      about: '',
      take: (message) => this.reception.takeIncidents(message),
    });
  }

  /** One step of a dossier, or an array of them. Answers after the log has them. */
  @Post('dossiers')
  takeDossiers(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.#take(request, response, {
      topic: 'http:/api/v1/dossiers',
      media: ['application/json'],
      isLenient: true,
      about: 'dossiers',
      take: (message) => this.reception.takeDossiers(message),
    });
  }

  /** A station's file after Circular 10/2021/TT-BTNMT; `sensor` says whose it is. Answers after the log has the readings. */
  @Post('files/tt10')
  takeStationFile(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { sensor } = request.query;
    const station = typeof sensor === 'string' ? sensor : '';
    return this.#take(request, response, {
      topic: 'http:/api/v1/files/tt10',
      media: ['text/plain', 'text/tab-separated-values'],
      isLenient: false,
      about: station,
      take: (message) => this.reception.takeStationFile(message, station),
    });
  }

  async #take(request: Request, response: Response, door: Door): Promise<void> {
    const gateway = await this.#gatewayOf(request);
    if (!gateway) {
      response.setHeader('WWW-Authenticate', 'Basic realm="toancanh", charset="UTF-8"');
      return refuse(request, response, PROBLEMS.credential);
    }
    const media = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const isTaken = media === '' ? door.isLenient : door.media.includes(media);
    if (!isTaken || encoding !== 'identity') {
      return refuse(request, response, PROBLEMS.media(door.media));
    }
    if (!this.desk.open) return refuse(request, response, PROBLEMS.busy);

    const { packetBytes } = this.city.limits;
    const body = await bodyOf(request, packetBytes);
    if (!body) return;
    if (this.pulse.feel()) return refuse(request, response, PROBLEMS.busy);
    const { bytes, tooLarge } = body;
    const account = this.accounts.of(gateway);
    const receivedAt = this.clock.now();
    const size = tooLarge ? Number(request.headers['content-length'] ?? bytes.length) : bytes.length;
    const message: Message = {
      account,
      topic: door.topic,
      payload: bytes,
      size,
      receivedAt,
      transport: 'http',
      repeated: false,
    };
    if (tooLarge) {
      this.reception.refuse(message, refusal('E_SIZE', '', size, EXPECTED.size(packetBytes)));
      this.desk.wake();
      return refuse(request, response, PROBLEMS.size(packetBytes));
    }

    const header = request.headers['idempotency-key'];
    const key = typeof header === 'string' ? `${header.slice(0, LONGEST_KEY)} ${door.about}` : undefined;
    const before = key === undefined ? undefined : this.#answers.find(gateway.id, key, bytes, receivedAt);
    if (before === 'other') return sendProblem(response, PROBLEMS.key);
    if (before) return this.#answer(response, before);

    const { ratePerSecond } = gateway;
    if (ratePerSecond !== null && !account.rate.admits(receivedAt)) {
      this.reception.refuse(message, refusal('E_RATE', '', undefined, EXPECTED.rate(ratePerSecond)));
      this.desk.wake();
      response.setHeader('Retry-After', '1');
      return sendProblem(response, PROBLEMS.rate(ratePerSecond));
    }
    const taken = door.take(message, media);
    account.rate.spend(taken.received, receivedAt);
    const answer = this.#inLog(taken);
    if (key !== undefined) this.#answers.remember(gateway.id, key, bytes, receivedAt, answer);
    await this.#answer(response, answer);
  }

  async #gatewayOf({ headers, socket }: Request): Promise<Gateway | undefined> {
    const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(headers.authorization ?? '')?.[1];
    const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
    if (user === undefined || password === undefined) return undefined;
    const here = isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
    const answer = await this.access.authenticate(user, password, here);
    return 'reason' in answer ? undefined : answer;
  }

  #inLog(taken: Taken): Promise<Taken> {
    const inLog = new Promise<Taken>((resolve) => {
      this.desk.batch.await({ settled: () => resolve(taken), flush: () => undefined }, 0, undefined);
    });
    this.desk.wake();
    return inLog;
  }

  /** A message that the log has not got in time stays on its way: sent again it is a duplicate of itself. */
  async #answer(response: Response, inLog: Promise<Taken>): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const overdue = new Promise<void>((resolve) => {
      late = setTimeout(resolve, HTTP_LIMITS.answerWithin);
    });
    const taken = await Promise.race([inLog, overdue]);
    clearTimeout(late);
    if (!taken) {
      response.setHeader('Retry-After', String(HTTP_LIMITS.retryAfter));
      return sendProblem(response, PROBLEMS.busy);
    }
    const { received, accepted, late: tooLate, duplicate, rejections, refusal: reason } = taken;
    const counts = { received, accepted, late: tooLate, duplicate, rejected: rejections };
    if (reason) sendProblem(response, PROBLEMS.refused(reason.code), counts);
    else response.status(200).json(counts);
  }
}

/** The body is not read to its end, so the connection cannot be used again. */
function refuse(request: Request, response: Response, problem: Problem): void {
  response.setHeader('Connection', 'close');
  if (problem.status === 503) response.setHeader('Retry-After', String(HTTP_LIMITS.retryAfter));
  sendProblem(response, problem);
  request.resume();
}
