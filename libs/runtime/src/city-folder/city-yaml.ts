import { Type } from '@sinclair/typebox';
import { Bilingual, Shape } from '@toancanh/events';
import { Duration, durationMs } from '@toancanh/rules';
import type { CityLimits } from '../city.js';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const Count = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

const DEFAULT_LIMITS: CityLimits = {
  packetBytes: 262_144,
  inFlight: 1_000,
  connections: 10_000,
  autoRegister: 50_000,
  intakeQueue: 50_000,
};

const CityYaml = new Shape(
  Type.Object(
    {
      name: Bilingual,
      timeZone: Type.String(),
      root: Type.String(),
      languages: Type.Array(Type.Union([Type.Literal('vi'), Type.Literal('en')]), { minItems: 1 }),
      limits: Type.Optional(
        Type.Object(
          {
            packetBytes: Type.Optional(Type.Integer({ minimum: 1_024, maximum: 268_435_455 })),
            inFlight: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
            connections: Type.Optional(Count),
            autoRegister: Type.Optional(Count),
            intakeQueue: Type.Optional(Count),
          },
          { additionalProperties: false },
        ),
      ),
      retention: Type.Object({ readings: Duration, windows: Duration }, { additionalProperties: false }),
      defaultRules: Type.Optional(
        Type.Object({ off: Type.Array(Type.String(), { maxItems: 200 }) }, { additionalProperties: false }),
      ),
      // Each is checked by itself, beside the gateways that it names.
      feeds: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 64 })),
    },
    { additionalProperties: false },
  ),
);

export interface CityYaml {
  readonly name: Bilingual;
  readonly timeZone: string;
  readonly root: string;
  readonly limits: CityLimits;
  readonly retention: { readonly readings: number; readonly windows: number };
  /** Ids of default rules that this city does without. */
  readonly rulesOff: readonly string[];
  /** As they stand in `file`. */
  readonly feeds: readonly unknown[];
  readonly file: StructuredFile;
}

export function readCityYaml(folder: string, findings: Findings): CityYaml | undefined {
  const file = StructuredFile.open(folder, 'city.yaml', findings);
  const value = file?.as(CityYaml);
  if (!file || !value) return undefined;
  if (!isTimeZone(value.timeZone)) {
    file.fault({
      path: '/timeZone',
      value: value.timeZone,
      expected: 'an IANA time zone such as Asia/Ho_Chi_Minh',
      cure: { vi: 'Ghi tên múi giờ theo IANA.', en: 'Write a time zone by its IANA name.' },
    });
    return undefined;
  }
  // The shape has no undefined in it (YAML knows none), so the spread replaces only what the file says.
  const limits = { ...DEFAULT_LIMITS, ...(value.limits as Partial<CityLimits> | undefined) };
  const { readings, windows } = value.retention;
  return {
    ...value,
    limits,
    retention: { readings: durationMs(readings), windows: durationMs(windows) },
    rulesOff: value.defaultRules?.off ?? [],
    feeds: value.feeds ?? [],
    file,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
