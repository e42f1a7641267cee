import { DEFAULT_RULES } from '@toancanh/domains';
import type { Rule } from '@toancanh/rules';
import type { DefaultRule } from '../city.js';
import type { CityYaml } from './city-yaml.js';

/**
 * What becomes of each default rule in a city: a rule file with its id replaces it (also with `enabled: false`),
 * `defaultRules.off` of `city.yaml` does without it, and otherwise it is in force.
 */
export function defaultRulesOf(
  written: readonly Rule[],
  { rulesOff, file }: Pick<CityYaml, 'rulesOff' | 'file'>,
): readonly DefaultRule[] {
  const own = new Set(written.map(({ id }) => id));
  rulesOff.forEach((id, index) => {
    const path = `/defaultRules/off/${index}`;
    if (!DEFAULT_RULES.has(id)) {
      file.fault({
        ...{ path, value: id, expected: 'the id of a default rule' },
        cure: {
          vi: 'Dùng mã mà toancanh check liệt kê, hoặc bỏ dòng này.',
          en: 'Use an id that toancanh check lists, or remove this line.',
        },
      });
    } else if (own.has(id)) {
      file.warning({
        ...{ path, value: id, expected: 'a default rule that no rule file replaces' },
        cure: {
          vi: 'Quy tắc trong rules/ vẫn có hiệu lực; bỏ dòng này, hoặc ghi enabled: false trong tệp đó.',
          en: 'The rule in rules/ stays in force; remove this line, or write enabled: false in that file.',
        },
      });
    }
  });
  const standingOf = (id: string) => (own.has(id) ? 'replaced' : rulesOff.includes(id) ? 'off' : 'in-force');
  return [...DEFAULT_RULES.values()].map((rule) => ({ rule, standing: standingOf(rule.id) }));
}
