import { type Static, Type } from '@sinclair/typebox';
import { Bilingual } from './rejection.js';

export const Priority = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
export type Priority = Static<typeof Priority>;

/**
 * The states of ISA-18.2 that an alert passes through: raised and nobody has looked (`unacknowledged`), somebody has
 * (`acknowledged`), the condition is over but nobody has looked (`returned`), over and looked at (`normal`).
 */
export const AlertState = Type.Union([
  Type.Literal('unacknowledged'),
  Type.Literal('acknowledged'),
  Type.Literal('returned'),
  Type.Literal('normal'),
]);
export type AlertState = Static<typeof AlertState>;

export const AlertChange = Type.Object({
  version: Type.Integer(),
  at: Type.Integer({ description: 'epoch ms: event time of what caused it, or the time of the command' }),
  what: Type.Union([
    Type.Literal('raised'),
    Type.Literal('worsened'),
    Type.Literal('acknowledged'),
    Type.Literal('returned'),
    Type.Literal('resumed'),
    Type.Literal('moved'),
  ]),
  who: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  value: Type.Optional(Type.Number()),
  from: Type.Optional(Type.String({ description: 'moved: the desk that had it' })),
  to: Type.Optional(Type.String({ description: 'moved: the desk that has it since' })),
});
export type AlertChange = Static<typeof AlertChange>;

/** One alert, whole, as on `city.alerts` (compacted by `id`; the greater `version` stands). */
export const Alert = Type.Object(
  {
    id: Type.String({ description: 'hash of rule, target and the event time its episode began' }),
    version: Type.Integer(),
    rule: Type.String(),
    ruleVersion: Type.Integer(),
    priority: Priority,
    state: AlertState,
    title: Bilingual,
    domain: Type.String(),
    metric: Type.String(),
    sensor: Type.Optional(Type.String()),
    area: Type.String({ description: 'the area of the target' }),
    desk: Type.Optional(Type.String({ description: 'who is on duty for it; see desks.yaml' })),
    heir: Type.Optional(
      Type.String({ description: 'the area in which it counts since a reform ended its own; else left out' }),
    ),
    movedAt: Type.Optional(Type.Integer({ description: 'epoch ms of the change that moved it last' })),
    since: Type.Integer({ description: 'epoch ms, event time at which the condition began' }),
    raisedAt: Type.Integer({ description: 'epoch ms, event time at which the hold time was over' }),
    returnedAt: Type.Optional(Type.Integer()),
    acknowledgedAt: Type.Optional(Type.Integer()),
    acknowledgedBy: Type.Optional(Type.String()),
    value: Type.Optional(
      Type.Number({ description: 'the worst value of the episode so far; absent for no-data' }),
    ),
    limit: Type.Optional(Type.Number()),
    unit: Type.Optional(Type.String()),
    inputs: Type.Array(Type.Object({ at: Type.Integer(), value: Type.Number() }), {
      description: 'what the rule saw when it raised, newest last, at most 10',
    }),
    history: Type.Array(AlertChange, { description: 'newest last, at most 100' }),
    simulated: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Alert = Static<typeof Alert>;

/** `city.commands`: what a person asks for. `version` is the one they saw: another one is refused with 409. */
export const Command = Type.Object(
  {
    id: Type.String(),
    what: Type.Literal('acknowledge'),
    target: Type.String({ description: 'alert id' }),
    version: Type.Integer(),
    who: Type.String({ minLength: 1, maxLength: 80 }),
    why: Type.Optional(Type.String({ maxLength: 500 })),
    at: Type.Integer(),
  },
  { additionalProperties: false },
);
export type Command = Static<typeof Command>;
