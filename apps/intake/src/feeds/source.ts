import { pointerToken } from '@toancanh/privacy';

/** Where a value stands, compiled from the text of `feeds:` (see `FeedSource`). */
export type Source =
  | { readonly from: 'item' | 'data'; readonly tokens: readonly string[] }
  | { readonly from: 'attribute'; readonly name: string }
  | { readonly from: 'key' };

/** One item of a record, with all that a source may point into. */
export interface Surroundings {
  readonly item: unknown;
  readonly itemPath: string;
  readonly data: unknown;
  readonly dataPath: string;
  /** The CloudEvent's; empty without an envelope. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** False for attributes in headers, to which no JSON pointer leads. */
  readonly attributesInValue: boolean;
  readonly key: string | undefined;
}

export function sourceOf(text: string): Source {
  if (text === 'key') return { from: 'key' };
  if (text.startsWith('ce:')) return { from: 'attribute', name: text.slice('ce:'.length) };
  const from = text.startsWith('$') ? 'data' : 'item';
  return { from, tokens: tokensOf(text.replace(/^\$/, '')) };
}

export function valueAt(source: Source, { item, data, attributes, key }: Surroundings): unknown {
  switch (source.from) {
    case 'item':
      return follow(item, source.tokens);
    case 'data':
      return follow(data, source.tokens);
    case 'attribute':
      return Object.hasOwn(attributes, source.name) ? attributes[source.name] : undefined;
    case 'key':
      return key;
  }
}

/** JSON pointer within the record's value; undefined for what stands outside of it. */
export function pathTo(source: Source, surroundings: Surroundings): string | undefined {
  switch (source.from) {
    case 'item':
      return surroundings.itemPath + pointerOf(source.tokens);
    case 'data':
      return surroundings.dataPath + pointerOf(source.tokens);
    case 'attribute':
      return surroundings.attributesInValue ? `/${pointerToken(source.name)}` : undefined;
    case 'key':
      return undefined;
  }
}

/** RFC 6901 4: `~1` before `~0`, so that `~01` is `~1`. */
function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function pointerOf(tokens: readonly string[]): string {
  return tokens.map((token) => `/${pointerToken(token)}`).join('');
}

/** RFC 6901 4: an index has no leading zero, and `-` names what is not there. What a prototype has is not in the record. */
function follow(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) {
      value = /^(?:0|[1-9]\d*)$/.test(token) ? (value as unknown[])[Number(token)] : undefined;
    } else {
      value = Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
    }
  }
  return value;
}
