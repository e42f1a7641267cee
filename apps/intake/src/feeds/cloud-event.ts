import { isUtf8 } from 'node:buffer';
import { isPersonalBytes } from '@toancanh/privacy';
import { type Refusal, refusal } from '../screen/refusal.js';
import { EXPECTED } from '../screen/texts.js';
import { FEED_EXPECTED } from './expected.js';

/** Headers of a Kafka record, each as its last value. */
export type Headers = Readonly<Record<string, string>>;

/** What a record holds, out of its envelope. */
export interface Contents {
  readonly data: unknown;
  readonly dataPath: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly attributesInValue: boolean;
}

/** CloudEvents 1.0.2, 3.1: these must be there, and none may be empty. */
const REQUIRED = ['id', 'source', 'type'] as const;
const PREFIX = 'ce_';
const STRUCTURED = 'application/cloudevents';
const JSON_MEDIA = /^(?:application|text)\/(?:[\w.-]+\+)?json$/i;

/**
 * Takes the data out of a CloudEvent. Which mode a record is in it says itself (Kafka protocol binding 3): structured if
 * its content type begins with that of CloudEvents, binary otherwise. A structured one may come without a content type
 * (3.3.1: "if present"), so what has no attributes among its headers is read as structured too.
 */
export function unwrapped(root: unknown, headers: Headers): Contents | Refusal {
  const media = headers['content-type'];
  const structured = media?.toLowerCase().startsWith(STRUCTURED) ?? false;
  return structured || !(`${PREFIX}specversion` in headers) ? fromValue(root) : fromHeaders(root, headers);
}

function fromValue(root: unknown): Contents | Refusal {
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    return refusal('E_SCHEMA', '', root, FEED_EXPECTED.event);
  }
  const event = root as Readonly<Record<string, unknown>>;
  const fault = attributeFault(event, (name) => `/${name}`) ?? mediaFault(event['datacontenttype']);
  if (fault) return fault;
  if (Object.hasOwn(event, 'data_base64')) return notInJson(event['data_base64']);
  const { data, ...attributes } = event;
  return { data, dataPath: '/data', attributes, attributesInValue: true };
}

/** Binding 3.2: the value is the data, its media type is in `content-type`, every attribute in a header with `ce_` before its name. */
function fromHeaders(root: unknown, headers: Headers): Contents | Refusal {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(PREFIX)) attributes[name.slice(PREFIX.length)] = value;
  }
  const media = headers['content-type'];
  const fault =
    attributeFault(attributes, () => '') ??
    (media !== undefined && !isJson(media) ? refusal('E_SCHEMA', '', media, FEED_EXPECTED.media) : undefined);
  return fault ?? { data: root, dataPath: '', attributes, attributesInValue: false };
}

function attributeFault(
  attributes: Readonly<Record<string, unknown>>,
  path: (name: string) => string,
): Refusal | undefined {
  const { specversion } = attributes;
  if (specversion !== '1.0') {
    return refusal('E_SCHEMA', path('specversion'), specversion, FEED_EXPECTED.specversion);
  }
  for (const name of REQUIRED) {
    const value = attributes[name];
    if (typeof value !== 'string' || value === '') {
      return refusal('E_SCHEMA', path(name), value, FEED_EXPECTED.attribute(name));
    }
  }
  return undefined;
}

function mediaFault(media: unknown): Refusal | undefined {
  if (media === undefined || media === null || (typeof media === 'string' && isJson(media))) return undefined;
  return refusal('E_SCHEMA', '/datacontenttype', media, FEED_EXPECTED.media);
}

/** Parameters such as `; charset=utf-8` do not count. */
function isJson(media: string): boolean {
  return JSON_MEDIA.test(media.split(';')[0]!.trim());
}

/** JSON event format 3.1: `data_base64` holds bytes. They are refused, but a person's data in them must not be kept. */
function notInJson(encoded: unknown): Refusal {
  const bytes = typeof encoded === 'string' ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  return isUtf8(bytes) && isPersonalBytes(bytes.toString())
    ? refusal('E_PERSONAL', '/data_base64', undefined, EXPECTED.personal)
    : refusal('E_SCHEMA', '/data_base64', undefined, FEED_EXPECTED.dataInJson);
}
