import { Type } from '@sinclair/typebox';
import { Shape } from '@toancanh/events';
import type { RegionTree } from '@toancanh/regions';
import type { Gateway } from '../city.js';
import type { Findings } from './fault.js';
import { StructuredFile } from './structured-file.js';

const GatewaysYaml = new Shape(
  Type.Object(
    {
      gateways: Type.Array(
        Type.Object(
          {
            // It is a level of MQTT topics, so neither / nor + nor #.
            id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' }),
            owner: Type.String(),
            areas: Type.Array(Type.String(), { minItems: 1 }),
            credential: Type.String({
              pattern: '^scrypt:\\d{4,7}:[A-Za-z0-9+/]{16,}={0,2}:[A-Za-z0-9+/]{32,}={0,2}$',
            }),
            autoRegister: Type.Optional(Type.Boolean()),
            ratePerSecond: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()]),
            loopbackOnly: Type.Optional(Type.Boolean()),
            units: Type.Optional(Type.Union([Type.Literal('declared'), Type.Literal('assumed')])),
            simulated: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
);

export function readGateways(
  folder: string,
  areas: RegionTree,
  now: number,
  findings: Findings,
): ReadonlyMap<string, Gateway> {
  const gateways = new Map<string, Gateway>();
  const file = StructuredFile.open(folder, 'gateways.yaml', findings);
  const value = file?.as(GatewaysYaml);
  if (!file || !value) return gateways;
  value.gateways.forEach((entry, index) => {
    const path = `/gateways/${index}`;
    if (gateways.has(entry.id)) {
      file.fault({
        ...{ path: `${path}/id`, value: entry.id, expected: 'a name that no other gateway has' },
        cure: { vi: 'Đặt tên khác cho một trong hai cổng.', en: 'Rename one of the two gateways.' },
      });
      return;
    }
    const codes = entry.areas.map((code, place) => {
      const resolved = areas.resolve(code);
      if (resolved !== undefined && areas.at(resolved, now)) return resolved;
      file.fault({
        ...{ path: `${path}/areas/${place}`, value: code, expected: 'the code of an area in force today' },
        cure: { vi: 'Dùng mã địa bàn có trong areas.json.', en: 'Use the code of an area of areas.json.' },
      });
      return code;
    });
    gateways.set(entry.id, {
      id: entry.id,
      owner: entry.owner,
      areas: codes,
      credential: entry.credential,
      autoRegister: entry.autoRegister ?? false,
      ratePerSecond: entry.ratePerSecond,
      loopbackOnly: entry.loopbackOnly ?? false,
      units: entry.units ?? 'declared',
      simulated: entry.simulated ?? false,
    });
  });
  return gateways;
}
