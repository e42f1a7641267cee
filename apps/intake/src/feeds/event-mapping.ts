import type { DossierFeed, FeedCode, FeedTime, FeedWord, IncidentFeed } from '@toancanh/runtime';
import type { Refusal } from '../screen/refusal.js';
import { codeOf } from './code.js';
import { type Assembled, type Field, field, type Mapping, missing } from './field.js';
import { InstantMapping } from './instant-mapping.js';
import { type Decimal, isAbsent, numbered } from './numeral.js';
import { PlaceMapping } from './place-mapping.js';
import { type Surroundings, valueAt } from './source.js';
import { timed } from './timing.js';
import { Word } from './word.js';

/** One field of an event: what it is in a record, undefined where it was left out, or why the record is refused. */
interface Part {
  readonly name: string;
  readonly field: Field;
  in(surroundings: Surroundings): { readonly value: unknown } | { readonly refusal: Refusal };
}

/** Incidents and steps of dossiers: they happen, so beside when and where they have only codes and words. */
export class EventMapping implements Mapping {
  readonly fields: readonly Field[];
  readonly #parts: readonly Part[];
  readonly #at: InstantMapping;
  readonly #place: PlaceMapping;

  constructor(feed: IncidentFeed | DossierFeed) {
    this.#parts = feed.as === 'incident' ? incidentParts(feed) : dossierParts(feed);
    this.#at = new InstantMapping(feed.map.at);
    this.#place = new PlaceMapping(feed.as === 'incident' ? feed.map.place : undefined, feed.decimal);
    this.fields = [
      ...this.#parts.map((part) => part.field),
      ...(this.#at.field ? [this.#at.field] : []),
      ...this.#place.fields,
    ];
  }

  putTogether(surroundings: Surroundings, timestamp: number): Assembled | Refusal {
    const input: Record<string, unknown> = {};
    for (const part of this.#parts) {
      const found = part.in(surroundings);
      if ('refusal' in found) return found.refusal;
      if (found.value !== undefined) input[part.name] = found.value;
    }
    const when = this.#at.in(surroundings, timestamp);
    if ('refusal' in when) return when.refusal;
    return { input: { ...input, at: when.at, ...this.#place.in(surroundings) } };
  }
}

function incidentParts({ map, decimal }: IncidentFeed): readonly Part[] {
  return [
    code('id', map.id),
    code('source', map.source),
    word('kind', map.kind),
    optional(map.severity, (spec) => word('severity', spec, decimal)),
    optional(map.area, (spec) => word('area', spec)),
    optional(map.text, (spec) => code('text', spec)),
    optional(map.ends, (spec) => code('ends', spec)),
  ].flat();
}

function dossierParts({ map }: DossierFeed): readonly Part[] {
  return [
    code('dossier', map.dossier),
    code('procedure', map.procedure),
    code('unit', map.unit),
    word('area', map.area),
    word('step', map.step),
    word('channel', map.channel),
    optional(map.due, (spec) => instant('due', spec)),
    optional(map.payment, (spec) => word('payment', spec)),
    optional(map.signedResult, (spec) => truth(word('signedResult', spec))),
  ].flat();
}

function code(name: string, { path, prefix }: FeedCode): Part {
  const from = field(`/${name}`, path);
  return {
    name,
    field: from,
    in: (surroundings) => {
      const sent = valueAt(from.source, surroundings);
      return isLeftOut(sent) ? { refusal: missing(from, surroundings) } : { value: codeOf(sent, prefix) };
    },
  };
}

function word(name: string, spec: FeedWord<string | number | boolean>, decimal: Decimal = null): Part {
  const from = new Word(`/${name}`, spec);
  return {
    name,
    field: from.field,
    in: (surroundings) => {
      const found = from.in(surroundings);
      return 'refusal' in found ? found : { value: numbered(found.word, decimal) };
    },
  };
}

function instant(name: string, spec: FeedTime): Part {
  const from = field(`/${name}`, spec.path);
  return {
    name,
    field: from,
    in: (surroundings) => ({ value: timed(valueAt(from.source, surroundings), spec) }),
  };
}

/** Where the sender says nothing, nothing is said; what `otherwise` says stands. */
function optional<Spec extends { readonly path: string; readonly otherwise?: unknown }>(
  spec: Spec | undefined,
  partOf: (spec: Spec) => Part,
): readonly Part[] {
  if (!spec) return [];
  const part = partOf(spec);
  const { source } = part.field;
  const isUnsaid = (surroundings: Surroundings) =>
    spec.otherwise === undefined && isLeftOut(valueAt(source, surroundings));
  return [
    {
      ...part,
      in: (surroundings) => (isUnsaid(surroundings) ? { value: undefined } : part.in(surroundings)),
    },
  ];
}

/** A step says that a result is signed, or nothing of it. */
function truth(part: Part): Part {
  return {
    ...part,
    in: (surroundings) => {
      const found = part.in(surroundings);
      return 'value' in found && found.value === false ? { value: undefined } : found;
    },
  };
}

/** Other systems send an empty text for nothing. */
function isLeftOut(sent: unknown): boolean {
  return isAbsent(sent, null) || sent === '';
}
