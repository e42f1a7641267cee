import type { Bilingual, Fault } from '@toancanh/events';
import type { Computation, FigureDeclaration } from './declaration.js';

/** What is wrong with a declaration, by a JSON pointer within it, with what a person does about it. */
export interface DeclarationFault extends Fault {
  readonly cure: Bilingual;
}

/** What a declaration may name: figures know no catalogue and no map. */
export interface KnownToFigures {
  isDomain(name: string): boolean;
  isMetric(name: string): boolean;
  isFormula(name: string): boolean;
  /** Whether some area has or had this code. */
  isArea(code: string): boolean;
}

/** The faults of meaning of a declaration whose form is right. */
export function faultsOfDeclaration(figure: FigureDeclaration, known: KnownToFigures): DeclarationFault[] {
  return [
    ...faultsOfNames(figure, known),
    ...(figure.compute ? faultsOfComputation(figure.compute, known) : []),
    ...faultsOfTargets(figure, known),
    ...faultsOfValues(figure, known),
  ];
}

function* faultsOfNames(figure: FigureDeclaration, known: KnownToFigures): Generator<DeclarationFault> {
  if (!known.isDomain(figure.domain))
    yield faultOf('/domain', figure.domain, 'a domain that there is', {
      vi: 'Dùng tên một lĩnh vực, ví dụ administration.',
      en: 'Use the name of a domain, such as administration.',
    });
  if (figure.min !== undefined && figure.max !== undefined && figure.min >= figure.max)
    yield faultOf('/max', figure.max, `more than ${figure.min}`, {
      vi: 'Giá trị lớn nhất phải lớn hơn giá trị nhỏ nhất.',
      en: 'The greatest value must be above the least.',
    });
  yield* faultsOfAreas('/areas', figure.areas, known);
}

function* faultsOfComputation(compute: Computation, known: KnownToFigures): Generator<DeclarationFault> {
  const { of, to, formula, last, atMost, atLeast } = compute;
  if ((of === undefined) === (formula === undefined))
    yield faultOf('/compute', compute, 'either "of" or "formula"', {
      vi: 'Ghi hoặc of (chỉ số và thống kê) hoặc formula.',
      en: 'Write either of (a metric and a statistic) or formula.',
    });
  if (formula !== undefined && !known.isFormula(formula))
    yield faultOf('/compute/formula', formula, 'a formula that a domain has', {
      vi: 'Dùng tên công thức có trong libs/domains.',
      en: 'Use the name of a formula of libs/domains.',
    });
  for (const [name, input] of [['of', of] as const, ['to', to] as const]) {
    if (input && !known.isMetric(input.metric))
      yield faultOf(
        `/compute/${name}/metric`,
        input.metric,
        'a metric of some domain, by its own name, that is no sensitive count',
        {
          vi: 'Dùng tên chỉ số có trong libs/domains, không phải số đếm nhạy cảm.',
          en: 'Use the name of a metric of libs/domains that is no sensitive count.',
        },
      );
  }
  if (formula !== undefined && (to ?? last) !== undefined)
    yield faultOf('/compute', compute, 'a formula by itself', {
      vi: 'Công thức không đi cùng to hoặc last.',
      en: 'A formula has neither to nor last.',
    });
  const limits = [atMost, atLeast].filter((limit) => limit !== undefined).length;
  if ((last === undefined) !== (limits === 0) || (last !== undefined && to !== undefined))
    yield faultOf('/compute', compute, '"last" together with "atMost" or "atLeast", and without "to"', {
      vi: 'Ghi last cùng với atMost hoặc atLeast, không cùng to.',
      en: 'Write last together with atMost or atLeast, and without to.',
    });
  if (last !== undefined && compute.every !== undefined && compute.every !== compute.span)
    yield faultOf('/compute/every', compute.every, compute.span, {
      vi: 'Tỷ lệ theo giới hạn dùng một loại cửa sổ.',
      en: 'A share by a limit is made of one kind of window.',
    });
}

function* faultsOfTargets(figure: FigureDeclaration, known: KnownToFigures): Generator<DeclarationFault> {
  const begun = new Set<string>();
  for (const [index, target] of (figure.targets ?? []).entries()) {
    const path = `/targets/${index}`;
    if (target.value === undefined && target.rank === undefined)
      yield faultOf(path, target, 'a value or a rank', {
        vi: 'Ghi value hoặc rank của chỉ tiêu.',
        en: 'Write the value or the rank that is aimed at.',
      });
    yield* faultsOfDay(`${path}/from`, target.from);
    yield* faultsOfRange(`${path}/value`, target.value, figure);
    yield* faultsOfAreas(`${path}/areas`, target.areas, known);
    for (const area of target.areas ?? ['']) {
      const beginning = `${target.from} ${area}`;
      if (begun.has(beginning))
        yield faultOf(`${path}/from`, target.from, 'one target a day for an area', {
          vi: 'Bỏ một trong hai chỉ tiêu cùng ngày.',
          en: 'Remove one of the two targets of one day.',
        });
      begun.add(beginning);
    }
  }
}

function* faultsOfValues(figure: FigureDeclaration, known: KnownToFigures): Generator<DeclarationFault> {
  if (figure.values && figure.compute)
    yield faultOf('/values', figure.values.length, 'no values where the figure is computed', {
      vi: 'Bỏ values, hoặc bỏ compute.',
      en: 'Remove values, or remove compute.',
    });
  for (const [index, value] of (figure.values ?? []).entries()) {
    const path = `/values/${index}`;
    yield* faultsOfDay(`${path}/asOf`, value.asOf);
    if (value.known !== undefined) yield* faultsOfDay(`${path}/known`, value.known);
    yield* faultsOfRange(`${path}/value`, value.value, figure);
    yield* faultsOfAreas(`${path}/area`, value.area, known);
  }
}

function* faultsOfAreas(
  path: string,
  areas: string | readonly string[] | undefined,
  known: KnownToFigures,
): Generator<DeclarationFault> {
  const all =
    typeof areas === 'string'
      ? [[path, areas] as const]
      : (areas ?? []).map((area, index) => [`${path}/${index}`, area] as const);
  for (const [at, area] of all) {
    if (known.isArea(area)) continue;
    yield faultOf(at, area, 'the code of an area of this city', {
      vi: 'Dùng mã địa bàn có trong areas.json.',
      en: 'Use the code of an area of areas.json.',
    });
  }
}

function* faultsOfDay(path: string, day: string): Generator<DeclarationFault> {
  const start = Date.parse(day);
  if (!Number.isNaN(start) && new Date(start).toISOString().startsWith(day)) return;
  yield faultOf(path, day, 'a day that exists', {
    vi: 'Ghi ngày có thật, dạng 2026-01-01.',
    en: 'Write a day that exists, as 2026-01-01.',
  });
}

function* faultsOfRange(
  path: string,
  value: number | undefined,
  { min = -Infinity, max = Infinity }: FigureDeclaration,
): Generator<DeclarationFault> {
  if (value === undefined || (value >= min && value <= max)) return;
  yield faultOf(path, value, `${min} … ${max}`, {
    vi: 'Giá trị phải trong khoảng min … max của chỉ số.',
    en: 'The value must lie within min … max of the figure.',
  });
}

function faultOf(path: string, value: unknown, expected: string, cure: Bilingual): DeclarationFault {
  return { path, value, expected, cure };
}
