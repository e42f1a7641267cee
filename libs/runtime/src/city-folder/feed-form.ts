import { type Static, type TSchema, Type } from '@sinclair/typebox';
import {
  type Bilingual,
  DOSSIER_CHANNELS,
  DOSSIER_PAYMENTS,
  DOSSIER_STEPS,
  type Fault,
  Quality,
  Shape,
} from '@toancanh/events';

const POINTER = '(?:/(?:[^~/]|~[01])*)+';
const Source = Type.String({ pattern: `^(?:\\$?${POINTER}|ce:[a-z0-9]{1,32}|key)$` });
const Items = Type.String({ pattern: `^\\$?${POINTER}$` });
const object = <T extends Record<string, TSchema>>(fields: T) =>
  Type.Object(fields, { additionalProperties: false });
const oneOf = <T extends string>(...words: T[]) => Type.Union(words.map((word) => Type.Literal(word)));

const Code = object({
  path: Source,
  prefix: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$' })),
});
const Time = object({
  path: Source,
  unit: Type.Optional(oneOf('ms', 's')),
  offset: Type.Optional(Type.String({ pattern: '^[+-](?:0\\d|1[0-4]):[0-5]\\d$' })),
});
const Place = Type.Tuple([Source, Source]);
const Severity = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
const wordOf = <T extends TSchema>(word: T) =>
  object({
    path: Source,
    map: Type.Optional(Type.Record(Type.String(), word)),
    otherwise: Type.Optional(word),
  });

const MAPS = {
  reading: object({
    sensor: Code,
    at: Type.Optional(Time),
    place: Type.Optional(Place),
    quality: Type.Optional(wordOf(Quality)),
    values: Type.Record(
      Type.String(),
      object({
        path: Source,
        unit: Type.Optional(Type.String({ maxLength: 24 })),
        optional: Type.Optional(Type.Boolean()),
      }),
      { minProperties: 1, maxProperties: 64 },
    ),
  }),
  incident: object({
    id: Code,
    source: Code,
    at: Type.Optional(Time),
    kind: wordOf(Type.String()),
    severity: Type.Optional(wordOf(Severity)),
    area: Type.Optional(wordOf(Type.String())),
    place: Type.Optional(Place),
    text: Type.Optional(object({ path: Source })),
    ends: Type.Optional(Code),
  }),
  dossier: object({
    dossier: Code,
    procedure: Code,
    unit: Code,
    area: wordOf(Type.String()),
    at: Type.Optional(Time),
    step: wordOf(oneOf(...DOSSIER_STEPS)),
    due: Type.Optional(Time),
    channel: wordOf(oneOf(...DOSSIER_CHANNELS)),
    payment: Type.Optional(wordOf(oneOf(...DOSSIER_PAYMENTS))),
    signedResult: Type.Optional(wordOf(Type.Boolean())),
  }),
};

const feedAs = <As extends string, Map extends TSchema>(as: As, map: Map) =>
  new Shape(
    object({
      name: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' }),
      brokers: Type.Optional(
        Type.Array(Type.String({ pattern: '^(?:\\[[0-9a-fA-F:]+\\]|[^:/@\\s]+):\\d{1,5}$' }), {
          minItems: 1,
          maxItems: 32,
        }),
      ),
      tls: Type.Optional(Type.Boolean()),
      login: Type.Optional(
        object({
          mechanism: oneOf('plain', 'scram-sha-256', 'scram-sha-512'),
          username: Type.String({ minLength: 1 }),
          passwordFile: Type.String({ pattern: '^/.*[^/]$' }),
        }),
      ),
      // With partition and offset it must fit into the topic of a rejection.
      topic: Type.String({ pattern: '^[A-Za-z0-9._-]{1,220}$' }),
      gateway: Type.String(),
      as: Type.Literal(as),
      envelope: Type.Optional(oneOf('none', 'cloudevents')),
      items: Type.Optional(Items),
      decimal: Type.Optional(oneOf('point', 'comma')),
      start: Type.Optional(oneOf('latest', 'earliest')),
      map,
    }),
  );

const READING = feedAs('reading', MAPS.reading);
const INCIDENT = feedAs('incident', MAPS.incident);
const DOSSIER = feedAs('dossier', MAPS.dossier);
/** In the long form: where a field may be a plain pointer, `lengthened` has made `{path}` of it. */
export type FeedYaml =
  Static<typeof READING.schema> | Static<typeof INCIDENT.schema> | Static<typeof DOSSIER.schema>;

/** A feed by what it says it is, so that a fault is told against the form that was meant. */
export function parseFeed(value: unknown): { readonly feed: FeedYaml } | { readonly fault: Fault } {
  const as = isRecord(value) ? value['as'] : undefined;
  const shape = as === 'incident' ? INCIDENT : as === 'dossier' ? DOSSIER : READING;
  return shape.check(value) ? { feed: value } : { fault: shape.faultOf(value) };
}

const A_SOURCE = 'a JSON pointer such as /station/code ($/… from the record), ce:<attribute>, or key';
/** What is expected of a field, where the schema's own words are for programs. */
const EXPECTED: Readonly<Record<string, string>> = {
  name: 'small letters, digits and . _ - (it names the consumer group)',
  brokers: 'a list such as [kafka.example.vn:9092]',
  topic: 'the name of a topic, at most 220 × A–Z a–z 0–9 . _ -',
  as: 'reading, incident or dossier',
  envelope: 'none or cloudevents',
  items: 'a JSON pointer to an array, such as /data/measurements',
  decimal: 'point or comma',
  start: 'latest or earliest',
  mechanism: 'plain, scram-sha-256 or scram-sha-512',
  passwordFile: 'an absolute path of a file outside the city folder',
  offset: 'a distance from UTC in quotes, such as "+07:00"',
  place: 'two pointers: [longitude, latitude]',
  path: A_SOURCE,
  sensor: A_SOURCE,
  at: A_SOURCE,
  quality: 'ok, suspect, calibrating, fault or simulated',
  id: A_SOURCE,
  source: A_SOURCE,
  ends: A_SOURCE,
  text: A_SOURCE,
  dossier: A_SOURCE,
  procedure: A_SOURCE,
  'map/unit': A_SOURCE,
  due: A_SOURCE,
  area: `${A_SOURCE}; in its map codes of areas`,
  kind: `${A_SOURCE}; in its map kinds of incidents`,
  severity: '1, 2, 3 or 4; 1 is the gravest',
  step: DOSSIER_STEPS.join(', '),
  channel: DOSSIER_CHANNELS.join(', '),
  payment: DOSSIER_PAYMENTS.join(', '),
  signedResult: 'true or false',
};

export interface FeedFault extends Fault {
  readonly cure: Bilingual;
}

/** Makes `{path}` of a plain pointer. What has another form is left to the schema. */
export function lengthened(entry: unknown): unknown {
  if (!isRecord(entry) || !isRecord(entry['map'])) return entry;
  const map = Object.entries(entry['map']).map(([name, value]): [string, unknown] => {
    if (name === 'place') return [name, value];
    if (name === 'values') return [name, isRecord(value) ? longAll(value) : value];
    return [name, long(value)];
  });
  return { ...entry, map: Object.fromEntries(map) };
}

function longAll(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, long(value)]));
}

function long(value: unknown): unknown {
  return typeof value === 'string' ? { path: value } : value;
}

/** A path in the long form as the file has it: a plain pointer has no `path` in it. */
export function written(path: string, entry: unknown): string {
  if (!path.endsWith('/path')) return path;
  const above = path.slice(0, -'/path'.length);
  let node = entry;
  for (const token of above.split('/').slice(1)) node = isRecord(node) ? node[token] : undefined;
  return typeof node === 'string' ? above : path;
}

export function formFault(fault: Fault): FeedFault {
  const tokens = fault.path.split('/');
  const field = tokens.at(-1)!;
  if (fault.expected === 'Unexpected property') {
    const cure = {
      vi: `Bỏ trường ${field}, hoặc sửa tên nó.`,
      en: `Remove the field ${field}, or correct its name.`,
    };
    return { ...fault, expected: 'no such field', cure };
  }
  // The words of a quality, and the two pointers of a place, stand below their field.
  const known =
    EXPECTED[fault.path.slice(1)] ?? EXPECTED[field] ?? EXPECTED[tokens.at(-2)!] ?? EXPECTED[tokens.at(-3)!];
  const expected = known ?? fault.expected;
  if (fault.value === undefined) {
    return { ...fault, expected, cure: { vi: `Thêm trường ${field}.`, en: `Add the field ${field}.` } };
  }
  return {
    ...fault,
    expected,
    cure: { vi: `Sửa giá trị của ${field}.`, en: `Correct the value of ${field}.` },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
