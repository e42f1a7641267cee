import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { DOMAINS, formulaNamed, isSensitive, metricOf, PACK_FIGURES } from '@toancanh/domains';
import { Shape } from '@toancanh/events';
import {
  DeclaredTarget,
  type DeclarationFault,
  FigureDeclaration,
  faultsOfDeclaration,
  GivenValue,
  type KnownToFigures,
} from '@toancanh/figures';
import type { RegionTree } from '@toancanh/regions';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const FILE = 'figures.yaml';
const Id = Type.String();
const strict = { additionalProperties: false };
const FiguresYaml = new Shape(
  Type.Object(
    {
      /** Of the city's own, or in place of one of a domain. */
      figures: Type.Optional(Type.Array(FigureDeclaration)),
      targets: Type.Optional(Type.Array(Type.Object({ figure: Id, ...DeclaredTarget.properties }, strict))),
      values: Type.Optional(Type.Array(Type.Object({ figure: Id, ...GivenValue.properties }, strict))),
      /** Figures of domains that this city does without. */
      without: Type.Optional(Type.Array(Id)),
    },
    strict,
  ),
);
type FiguresYaml = (typeof FiguresYaml)['schema']['static'];

/**
 * The figures of the city: those of the domains, and what `figures.yaml` says of them. Targets there take the place of the
 * domain's own. Without the file they are the domains'.
 */
export function readFigures(
  folder: string,
  areas: RegionTree,
  findings: Findings,
): readonly FigureDeclaration[] {
  const known: KnownToFigures = {
    isDomain: (name) => DOMAINS.some((domain) => domain.name === name),
    // A window of a sensitive metric may be one place's count.
    isMetric: (name) => metricOf(name)?.name === name && !isSensitive(name),
    isFormula: (name) => formulaNamed(name) !== undefined,
    isArea: (code) => areas.resolve(code) !== undefined,
  };
  const byId = new Map(PACK_FIGURES.map((figure) => [figure.id, figure]));
  if (existsSync(join(folder, FILE))) {
    const file = StructuredFile.open(folder, FILE, findings);
    const value = file?.as(FiguresYaml);
    if (file && value) apply(value, file, byId, known);
  }
  return [...byId.values()].map((figure) => withCodes(figure, areas));
}

function apply(
  { figures = [], targets = [], values = [], without = [] }: FiguresYaml,
  file: StructuredFile,
  byId: Map<string, FigureDeclaration>,
  known: KnownToFigures,
): void {
  for (const [index, id] of without.entries()) {
    if (!byId.delete(id)) file.fault(unknown(`/without/${index}`, id));
  }
  const own = new Map<string, string>();
  for (const [index, figure] of figures.entries()) {
    if (own.has(figure.id)) {
      file.fault({
        ...{ path: `/figures/${index}/id`, value: figure.id, expected: 'an id that no other figure has' },
        cure: {
          vi: 'Đặt id khác cho một trong hai chỉ tiêu.',
          en: 'Give one of the two figures another id.',
        },
      });
      continue;
    }
    own.set(figure.id, `/figures/${index}`);
    byId.set(figure.id, figure);
  }
  const targeted = new Set<string>();
  const placed = new Map<string, string>();
  for (const [index, { figure: id, ...target }] of targets.entries()) {
    const figure = byId.get(id);
    if (!figure) {
      file.fault(unknown(`/targets/${index}/figure`, id));
      continue;
    }
    const before = targeted.has(id) ? (figure.targets ?? []) : [];
    targeted.add(id);
    placed.set(`${id}/targets/${before.length}`, `/targets/${index}`);
    byId.set(id, { ...figure, targets: [...before, target] });
  }
  for (const [index, { figure: id, ...value }] of values.entries()) {
    const figure = byId.get(id);
    if (!figure) {
      file.fault(unknown(`/values/${index}/figure`, id));
      continue;
    }
    const before = figure.values ?? [];
    placed.set(`${id}/values/${before.length}`, `/values/${index}`);
    byId.set(id, { ...figure, values: [...before, value] });
  }
  for (const figure of byId.values()) {
    for (const fault of faultsOfDeclaration(figure, known)) {
      file.fault({ ...fault, path: pathOf(figure, fault, placed, own) });
    }
  }
}

/** Where in the file the fault of a declaration stands: a target or a value may be written apart from its figure. */
function pathOf(
  { id }: FigureDeclaration,
  { path }: DeclarationFault,
  placed: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
): string {
  const [, list, index, ...rest] = path.split('/');
  const apart = placed.get(`${id}/${list}/${index}`);
  if (apart !== undefined) return [apart, ...rest].join('/');
  return `${own.get(id) ?? ''}${path}`;
}

function unknown(path: string, id: string): DeclarationFault {
  return {
    ...{ path, value: id, expected: 'the id of a figure' },
    cure: {
      vi: 'Dùng id của một chỉ tiêu có trong tệp này hoặc trong libs/domains.',
      en: 'Use the id of a figure of this file or of libs/domains.',
    },
  };
}

/** A file may say `province`; inside only codes are compared. */
function withCodes(figure: FigureDeclaration, areas: RegionTree): FigureDeclaration {
  const codeOf = (code: string) => areas.resolve(code) ?? code;
  const { areas: own, targets, values } = figure;
  return {
    ...figure,
    ...(own && { areas: own.map(codeOf) }),
    ...(targets && {
      targets: targets.map((target) => ({
        ...target,
        ...(target.areas && { areas: target.areas.map(codeOf) }),
      })),
    }),
    ...(values && { values: values.map((value) => ({ ...value, area: codeOf(value.area) })) }),
  };
}
