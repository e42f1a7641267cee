import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sensor } from '@toancanh/events';
import { domainOfMetric, metricOf } from '@toancanh/domains';
import type { RegionTree } from '@toancanh/regions';
import { parseRule, type Rule } from '@toancanh/rules';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

/** The rules of `rules/*.yaml`, one a file, in the order of their file names. */
export function readRules(
  folder: string,
  areas: RegionTree,
  sensors: ReadonlyMap<string, Sensor> | undefined,
  findings: Findings,
): readonly Rule[] {
  const known = {
    domainOf: (name: string) => (metricOf(name)?.name === name ? domainOfMetric(name)?.name : undefined),
    isArea: (code: string) => areas.resolve(code) !== undefined,
  };
  const byId = new Map<string, Rule>();
  for (const name of ruleFiles(folder)) {
    const file = StructuredFile.open(folder, name, findings);
    const parsed = file?.parse();
    if (!file || !parsed) continue;
    const result = parseRule(parsed.value, known);
    if ('faults' in result) {
      for (const fault of result.faults) file.fault(fault);
      continue;
    }
    const { rule } = result;
    if (byId.has(rule.id)) {
      file.fault({
        ...{ path: '/id', value: rule.id, expected: 'an id that no other rule has' },
        cure: { vi: 'Đặt id khác cho một trong hai quy tắc.', en: 'Give one of the two rules another id.' },
      });
      continue;
    }
    if (sensors) warnOfNobody(rule, sensors, file);
    byId.set(rule.id, withCodes(rule, areas));
  }
  return [...byId.values()];
}

/** Rules may say `province`; inside only codes are compared. */
function withCodes(rule: Rule, areas: RegionTree): Rule {
  return rule.areas ? { ...rule, areas: rule.areas.map((code) => areas.resolve(code) ?? code) } : rule;
}

/** A beginning of ids that no sensor has is most likely a slip; sensors may still come by themselves. */
function warnOfNobody(rule: Rule, sensors: ReadonlyMap<string, Sensor>, file: StructuredFile): void {
  rule.sensors?.forEach((beginning, index) => {
    if ([...sensors.keys()].some((id) => id.startsWith(beginning))) return;
    file.warning({
      ...{ path: `/sensors/${index}`, value: beginning, expected: 'the beginning of a sensor’s id' },
      cure: { vi: 'Kiểm tra mã cảm biến.', en: 'Check the id of the sensor.' },
    });
  });
}

function ruleFiles(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 'rules'))
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => `rules/${name}`);
  } catch {
    return [];
  }
}
