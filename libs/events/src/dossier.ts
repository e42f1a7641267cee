import { type Static, Type } from '@sinclair/typebox';
import { Instant } from './instant.js';

/**
 * What can happen to a dossier. The first seven are what a one-stop shop reports; the others are the remaining states of
 * the national portal's synchronisation, for those who have them.
 */
export const DOSSIER_STEPS = [
  'received',
  'supplement_requested',
  'supplemented',
  'transferred',
  'resolved',
  'returned',
  'withdrawn',
  'registered',
  'refused',
  'processing',
  'payment_requested',
  'stopped',
] as const;
export type DossierStep = (typeof DOSSIER_STEPS)[number];

export const DOSSIER_CHANNELS = ['online_full', 'online_part', 'counter', 'post'] as const;
export type DossierChannel = (typeof DOSSIER_CHANNELS)[number];

export const DOSSIER_PAYMENTS = ['none', 'cash', 'online'] as const;
export type DossierPayment = (typeof DOSSIER_PAYMENTS)[number];

const Step = Type.Union(DOSSIER_STEPS.map((step) => Type.Literal(step)));
const Channel = Type.Union(DOSSIER_CHANNELS.map((channel) => Type.Literal(channel)));
const Payment = Type.Union(DOSSIER_PAYMENTS.map((payment) => Type.Literal(payment)));
const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]*$' });

/**
 * One step of one dossier as a gateway sends it; there is no field for whoever filed it. `unit` holds the dossier after
 * the step. `due` is the day and hour promised for the result; on `transferred` it is the share of the unit it went to.
 */
export const DossierInput = Type.Object(
  {
    dossier: Code,
    procedure: Code,
    unit: Code,
    area: Type.String({ minLength: 1, maxLength: 32 }),
    at: Instant,
    step: Step,
    due: Type.Optional(Instant),
    channel: Channel,
    payment: Type.Optional(Payment),
    signedResult: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type DossierInput = Static<typeof DossierInput>;

/** A step on the log (`city.dossiers`, key the dossier): instants epoch milliseconds. Dossier, step and instant identify it. */
export const DossierEvent = Type.Object(
  {
    dossier: Type.String(),
    procedure: Type.String(),
    unit: Type.String(),
    area: Type.String(),
    at: Type.Integer(),
    step: Step,
    due: Type.Optional(Type.Integer()),
    channel: Channel,
    payment: Type.Optional(Payment),
    signedResult: Type.Optional(Type.Literal(true)),
    gateway: Type.Optional(Type.String()),
    receivedAt: Type.Integer(),
  },
  { additionalProperties: false },
);
export type DossierEvent = Static<typeof DossierEvent>;
