import { Type } from '@sinclair/typebox';
import { Priority, Shape } from '@toancanh/events';

const Name = Type.String({ minLength: 1, maxLength: 32 });

export const SubscribeQuery = Type.Object(
  {
    areas: Type.Array(Name, { minItems: 1, maxItems: 100, description: 'codes; `province` is the root' }),
    domains: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 32 })),
    minPriority: Type.Optional(Priority),
    alertsSince: Type.Optional(
      Type.String({
        maxLength: 35,
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})$',
      }),
    ),
  },
  { additionalProperties: false },
);
export const SUBSCRIBE = new Shape(SubscribeQuery);

export const PaintedReport = Type.Object({
  seq: Type.Integer({ minimum: 0 }),
  at: Type.String({ maxLength: 35, description: 'serverTime of the newest tick on the screen' }),
  fps: Type.Number({ minimum: 0 }),
  heap: Type.Optional(Type.Number({ minimum: 0, description: 'bytes' })),
});
export const PAINTED = new Shape(PaintedReport);
