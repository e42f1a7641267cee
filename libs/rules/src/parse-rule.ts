import { type Bilingual, type Fault, Shape } from '@toancanh/events';
import type { Static, TSchema } from '@sinclair/typebox';
import { durationMs, Rule, type Threshold } from './rule.js';

/** A fault of a rule, with what a person does about it. */
export interface RuleFault extends Fault {
  readonly cure: Bilingual;
}

export type ParsedRule = { readonly rule: Rule } | { readonly faults: readonly RuleFault[] };

/** What a rule may name. Rules know no domain and no region: the caller does. */
export interface KnownNames {
  /** The domain of a metric by the metric's own name; undefined for an unknown metric. */
  domainOf(metric: string): string | undefined;
  /** Whether some area has or had this code. */
  isArea(code: string): boolean;
}

/** One shape for each form, so that a fault is told against the form that was meant. */
const FORMS: Readonly<Record<string, Shape<TSchema>>> = Object.fromEntries(
  Rule.anyOf.map((form) => [form.properties.on.const, new Shape<TSchema>(form)]),
);
const ON = Object.keys(FORMS);
const MOST_FAULTS = 20;

/** Parses a rule as it stands in a rule file. All faults of meaning are told at once, of form the first. */
export function parseRule(value: unknown, known: KnownNames): ParsedRule {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      faults: [
        faultOf('', value, 'an object', 'Một quy tắc là một đối tượng YAML.', 'A rule is a YAML object.'),
      ],
    };
  }
  const on: unknown = (value as Record<string, unknown>)['on'];
  const shape = typeof on === 'string' && Object.hasOwn(FORMS, on) ? FORMS[on] : undefined;
  if (!shape) {
    return {
      faults: [
        faultOf('/on', on, ON.join(' | '), `Ghi on: ${ON.join(', ')}.`, `Write on: one of ${ON.join(', ')}.`),
      ],
    };
  }
  if (!shape.check(value)) {
    const { path, value: found, expected } = shape.faultOf(value);
    return { faults: [faultOf(path, found, expected, ...cureOfForm(path, found))] };
  }
  const rule = value as Static<typeof Rule>;
  const faults = [...faultsOfNames(rule, known), ...faultsOfTimes(rule), ...faultsOfThresholds(rule)];
  return faults.length === 0 ? { rule } : { faults: faults.slice(0, MOST_FAULTS) };
}

function* faultsOfNames(rule: Rule, known: KnownNames): Generator<RuleFault> {
  const domain = known.domainOf(rule.metric);
  if (domain === undefined) {
    yield faultOf(
      '/metric',
      rule.metric,
      'a metric of some domain, by its own name',
      'Dùng tên chỉ số có trong libs/domains.',
      'Use the name of a metric of libs/domains.',
    );
  } else if (domain !== rule.domain) {
    yield faultOf(
      '/domain',
      rule.domain,
      domain,
      `Chỉ số ${rule.metric} thuộc lĩnh vực ${domain}.`,
      `The metric ${rule.metric} belongs to the domain ${domain}.`,
    );
  }
  for (const [index, area] of (rule.areas ?? []).entries()) {
    if (known.isArea(area)) continue;
    yield faultOf(
      `/areas/${index}`,
      area,
      'the code of an area of this city',
      'Dùng mã địa bàn có trong areas.json.',
      'Use the code of an area of areas.json.',
    );
  }
  if (rule.on === 'window' && rule.of === 'area' && rule.sensors) {
    yield faultOf(
      '/sensors',
      rule.sensors,
      'no sensors in a rule on windows of areas',
      'Bỏ sensors, hoặc ghi of: sensor.',
      'Leave sensors out, or write of: sensor.',
    );
  }
}

function* faultsOfTimes(rule: Rule): Generator<RuleFault> {
  const times: [string, string | undefined][] =
    rule.on === 'no-data'
      ? [['/after', rule.after]]
      : [
          ['/hold', rule.hold],
          ['/clear/hold', rule.clear?.hold],
        ];
  for (const [path, text] of times) {
    if (text === undefined || durationMs(text) > 0) continue;
    yield faultOf(
      path,
      text,
      'a time longer than 0, such as 90s or 5m',
      path === '/after'
        ? 'Ghi thời gian lớn hơn 0.'
        : 'Bỏ đi nếu không cần chờ, hoặc ghi thời gian lớn hơn 0.',
      path === '/after'
        ? 'Write a time longer than 0.'
        : 'Leave it out for no wait, or write a time longer than 0.',
    );
  }
}

/** An alert that begins above a limit ends below one that is not higher, and the other way round. */
function* faultsOfThresholds(rule: Rule): Generator<RuleFault> {
  if (rule.on === 'no-data' || !rule.clear) return;
  const [begins, ends] = [rule.when, rule.clear.when];
  const rising = 'above' in begins;
  const word = rising ? 'below' : 'above';
  const limit = limitOf(begins);
  if (rising === 'above' in ends) {
    yield faultOf(
      '/clear/when',
      ends,
      `${word}: …`,
      `Cảnh báo bắt đầu khi ${rising ? 'vượt trên' : 'xuống dưới'} ngưỡng thì kết thúc bằng ${word}.`,
      `An alert that begins ${rising ? 'above' : 'below'} a limit ends with ${word}.`,
    );
  } else if (rising ? limitOf(ends) > limit : limitOf(ends) < limit) {
    yield faultOf(
      `/clear/when/${word}`,
      limitOf(ends),
      `${rising ? 'at most' : 'at least'} ${limit}`,
      `Ngưỡng kết thúc phải ${rising ? 'không cao hơn' : 'không thấp hơn'} ngưỡng bắt đầu (${limit}).`,
      `The clearing threshold must be ${rising ? 'no higher' : 'no lower'} than the one that raises (${limit}).`,
    );
  }
}

export function limitOf(threshold: Threshold): number {
  return 'above' in threshold ? threshold.above : threshold.below;
}

function cureOfForm(path: string, value: unknown): [vi: string, en: string] {
  if (value === undefined) return [`Thêm ${path.slice(1)}.`, `Add ${path.slice(1)}.`];
  return [
    `Sửa hoặc bỏ ${path.slice(1)}; các trường của quy tắc ghi trong tài liệu tham khảo.`,
    `Correct or remove ${path.slice(1)}; the reference lists the fields of a rule.`,
  ];
}

function faultOf(path: string, value: unknown, expected: string, vi: string, en: string): RuleFault {
  return { path, value, expected, cure: { vi, en } };
}
