import { type Static, Type } from '@sinclair/typebox';

/**
 * A value of a figure that somebody entered, as on `city.registry`. Each entry has a key of its own (`entryKey`), so that a
 * correction does not take the place of what it corrects: of several for one day the one appended last stands.
 */
export const FigureEntry = Type.Object(
  {
    kind: Type.Literal('figure'),
    id: Type.String({ minLength: 1, maxLength: 64 }),
    figure: Type.String(),
    area: Type.String(),
    asOf: Type.Integer({ description: 'epoch ms: the instant that the value is told of' }),
    value: Type.Number(),
    rank: Type.Optional(Type.Integer()),
    of: Type.Optional(Type.Integer({ description: 'how many were ranked' })),
    by: Type.String({ description: 'who entered it' }),
    owner: Type.Optional(
      Type.String({ description: 'who answers for it, where it is not the declared owner' }),
    ),
    source: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    at: Type.Integer({ description: 'epoch ms at which it was entered' }),
  },
  { additionalProperties: false },
);
export type FigureEntry = Static<typeof FigureEntry>;

export function entryKey({ figure, area, asOf, id }: FigureEntry): string {
  return `figure:${figure}:${area}:${asOf}:${id}`;
}
