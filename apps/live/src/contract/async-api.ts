import { type TSchema, Type } from '@sinclair/typebox';
import {
  Alert,
  Command,
  DossierEvent,
  DossierInput,
  Envelope,
  FigureEntry,
  LateNotice,
  Reading,
  ReadingInput,
  Registration,
  Rejection,
  Tick,
  SpanEnd,
  TOPICS,
  Window,
} from '@toancanh/events';
import { PaintedReport, SubscribeQuery } from '../stream/subscribe-query.js';
import { AlertSchema, FigureSchema, Iso, ValueSchema, WindowSchema } from './view-schemas.js';

type Direction = 'send' | 'receive';

interface Channel {
  readonly address: string;
  readonly server: 'mqtt' | 'log' | 'live';
  readonly description: string;
  readonly messages: { readonly [name: string]: TSchema };
  /** From the side of Toàn Cảnh. */
  readonly action: Direction;
  readonly parameters?: object;
}

const seq = Type.Integer({ description: 'counts the snapshots and deltas of one connection' });
const lists = {
  latest: Type.Array(ValueSchema),
  windows: Type.Array(WindowSchema, {
    description: 'of the areas subscribed to and their children only; windows of sensors are read over HTTP',
  }),
  alerts: Type.Array(AlertSchema, {
    description:
      'a snapshot has those not over, those over for less than 5 minutes, and those since alertsSince',
  }),
  figures: Type.Array(FigureSchema),
};
const Receipt = Type.Object({
  epoch: Type.Optional(Type.String()),
  seq: Type.Optional(Type.Integer()),
  received: Type.Integer(),
  accepted: Type.Integer(),
  late: Type.Integer(),
  duplicate: Type.Integer(),
  rejected: Type.Integer(),
});

const gateway = { gateway: { description: 'the name that the gateway connects with' } };

const CHANNELS: Readonly<Record<string, Channel>> = {
  mqttReadings: {
    address: 'toancanh/v1/{gateway}/readings',
    server: 'mqtt',
    action: 'receive',
    description: 'One reading, an array, or an envelope; acknowledged once the log has them',
    messages: { reading: Type.Union([ReadingInput, Type.Array(ReadingInput), Envelope]) },
    parameters: gateway,
  },
  mqttSenml: {
    address: 'toancanh/v1/{gateway}/senml',
    server: 'mqtt',
    action: 'receive',
    description: 'A SenML pack (RFC 8428), or the older draft form',
    messages: { pack: Type.Unknown() },
    parameters: gateway,
  },
  mqttDossiers: {
    address: 'toancanh/v1/{gateway}/dossiers',
    server: 'mqtt',
    action: 'receive',
    description: 'One step of a dossier, or an array; acknowledged once the log has them',
    messages: { step: Type.Union([DossierInput, Type.Array(DossierInput)]) },
    parameters: gateway,
  },
  mqttRejected: {
    address: 'toancanh/v1/{gateway}/rejected',
    server: 'mqtt',
    action: 'send',
    description: 'Why a message was refused, and the cure',
    messages: { rejection: Rejection },
    parameters: gateway,
  },
  mqttReceipts: {
    address: 'toancanh/v1/{gateway}/receipts',
    server: 'mqtt',
    action: 'send',
    description: 'Once a second while busy: everything up to seq is in the log',
    messages: { receipt: Receipt },
    parameters: gateway,
  },
  logReadings: topic(TOPICS.readings.name, 'Key: sensor', { reading: Reading, tick: Tick }),
  logDossiers: topic(TOPICS.dossiers.name, 'Key: dossier', { step: DossierEvent }),
  logRejected: topic(TOPICS.rejected.name, 'Key: gateway', { rejection: Rejection }),
  logWindows: topic(TOPICS.windows.name, 'Key: metric and target', { window: Window }),
  logLate: topic(TOPICS.late.name, 'Key: metric, target, span and start', {
    notice: LateNotice,
    end: SpanEnd,
  }),
  logAlerts: topic(TOPICS.alerts.name, 'Key: alert id; compacted', { alert: Alert }),
  logCommands: topic(TOPICS.commands.name, 'Key: alert id', { command: Command }),
  logRegistry: topic(
    TOPICS.registry.name,
    'Key: kind and id; of a figure’s value kind, figure, area, asOf and id; compacted',
    { registration: Registration, figureEntry: FigureEntry },
  ),
  liveSubscribe: {
    address: '/live',
    server: 'live',
    action: 'receive',
    description:
      'Socket.IO namespace /live over websocket. subscribe is acknowledged {ok} or {ok, code, detail}',
    messages: { subscribe: SubscribeQuery, painted: PaintedReport },
  },
  live: {
    address: '/live',
    server: 'live',
    action: 'send',
    description:
      'hello, then for each subscribe a snapshot and the deltas that follow it, at most four a second',
    messages: {
      hello: Type.Object({
        boot: Type.String(),
        build: Type.String(),
        schema: Type.Integer(),
        serverTime: Iso,
      }),
      snapshot: Type.Object({ seq, at: Iso, ...lists }),
      delta: Type.Object({
        prev: Type.Integer({ description: 'the seq it follows' }),
        seq,
        ...Type.Partial(Type.Object(lists)).properties,
      }),
      tick: Type.Object({
        seq: Type.Integer({ description: 'of the last snapshot or delta: a tick has none of its own' }),
        serverTime: Iso,
        dataAge: Type.Number({
          description:
            'ms since the newest reading in scope came into the log; since 1970 where none ever did',
        }),
        sources: Type.Record(Type.String(), Type.Number(), {
          description: 'the same for each child of the areas; those never heard of are left out',
        }),
      }),
      shed: Type.Object({ dropped: Type.Integer(), reason: Type.String({ enum: ['slow', 'rate'] }) }),
      resync: Type.Object({ reason: Type.String({ enum: ['gap', 'slow', 'scope', 'boot'] }) }),
    },
  },
};

function topic(address: string, description: string, messages: Channel['messages']): Channel {
  return { address, server: 'log', description, messages, action: 'send' };
}

/** The AsyncAPI 3.0 page: MQTT, the topics of the log, and the Socket.IO stream. */
export function asyncApi(build: string): object {
  const entries = Object.entries(CHANNELS);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Toàn Cảnh', version: build },
    servers: {
      mqtt: { host: '{host}', protocol: 'mqtt', variables: { host: { default: '127.0.0.1:1883' } } },
      log: { host: '{host}', protocol: 'kafka', variables: { host: { default: '127.0.0.1:9092' } } },
      live: { host: '{host}', protocol: 'socket.io', variables: { host: { default: '127.0.0.1:8080' } } },
    },
    channels: Object.fromEntries(entries.map(([name, channel]) => [name, channelOf(channel)])),
    operations: Object.fromEntries(
      entries.map(([name, { action }]) => [name, { action, channel: { $ref: `#/channels/${name}` } }]),
    ),
  };
}

function channelOf({ address, server, description, messages, parameters }: Channel): object {
  return {
    address,
    description,
    servers: [{ $ref: `#/servers/${server}` }],
    ...(parameters ? { parameters } : {}),
    messages: Object.fromEntries(
      Object.entries(messages).map(([name, payload]) => [
        name,
        { name, contentType: 'application/json', payload },
      ]),
    ),
  };
}
