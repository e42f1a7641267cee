import { City } from '@toancanh/runtime';
import { Accounts } from './desk/account.js';
import { IntakeHouse, NOON } from './testing/intake-house.js';

const SEEDS = [
  '{"sensor":"s-1","at":"2026-11-23T07:00:00.000Z","values":{"pm25":31.2,"pm10":55},"quality":"ok","seq":1832}',
  '{"epoch":"2026-11-20T00:00:00Z","seq":1833,"readings":[{"sensor":"s-1","at":1795417200000,"values":{"noise":42}},{"sensor":"s-2","values":{"co":1}}]}',
  '[{"sensor":"f-1","values":{"co":0.5},"units":{"co":"mg/m3"},"place":[106.6,10.9]},{"sensor":"f-2","values":{"temp":30}}]',
  '[{"bn":"urn:dev:f-3:","bt":1795417200,"bu":"Cel","n":"temperature","v":27.2},{"n":"humidity","u":"%RH","v":70,"t":-5}]',
  '{"e":[{"n":"source","sv":"f-4"},{"n":"longitude","v":"106.6","u":"lon"},{"n":"latitude","v":"11"},{"n":"temperature","v":"31","u":"far"}],"bt":1795417200000}',
].map((text) => Buffer.from(text));
const SPLICES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '-',
  '1e999',
  'null',
  '\\u0000',
  '\ud800',
  '"__proto__":',
  '"constructor":{},',
  '0912345678',
  ' ',
].map((text) => Buffer.from(text));

/** xorshift32, so that a failure can be had again. */
function random(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

function mutated(pick: (below: number) => number): Buffer {
  let bytes = Buffer.from(SEEDS[pick(SEEDS.length)]!);
  for (let times = pick(4); times > 0; times -= 1) {
    const at = pick(bytes.length + 1);
    switch (pick(5)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << pick(8);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + pick(12)))]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), SPLICES[pick(SPLICES.length)]!, bytes.subarray(at)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(pick(bytes.length + 1))]);
        break;
      default:
        if (at < bytes.length) bytes[at] = 0x30 + pick(10);
    }
  }
  return bytes;
}

let house: IntakeHouse;
beforeAll(async () => {
  house = await IntakeHouse.open({ mqtt: false, limits: { autoRegister: 500 } });
});
afterAll(() => house.close());

it('judges 100,000 mutated payloads: no crash, each counted once, and what is kept is bounded', () => {
  const { gateways } = house.app.get(City);
  const accounts = ['gw-1', 'free', 'demo'].map((id) => house.app.get(Accounts).of(gateways.get(id)!));
  const pick = random(20261123);
  const sums = { received: 0, accepted: 0, late: 0, duplicate: 0, rejected: 0 };
  const wrong: string[] = [];
  let largest = 0;
  for (let n = 0; n < 100_000; n += 1) {
    const payload = mutated(pick);
    const message = {
      account: accounts[pick(3)]!,
      topic: 'fuzz',
      payload,
      receivedAt: NOON + Math.floor(n / 100),
      transport: 'mqtt',
      repeated: true,
    } as const;
    const senml = payload.includes('"n":') !== (pick(20) === 0);
    const taken = senml ? house.reception.takeSenml(message) : house.reception.takeReadings(message);
    const { received, accepted, late, duplicate, rejected, rejections } = taken;
    const even = received > 0 && accepted + late + duplicate + rejected === received;
    if (!even || rejections.length !== rejected) wrong.push(payload.toString());
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += taken[key];
    for (const rejection of rejections) largest = Math.max(largest, JSON.stringify(rejection).length);
    for (const { value } of house.desk.batch.readings.splice(0)) {
      if (!isSound(JSON.parse(value!))) wrong.push(value!);
    }
    house.desk.batch.rejections.length = 0;
  }
  expect(wrong).toEqual([]);
  expect(house.desk.judged).toMatchObject(sums);
  expect(sums.accepted + sums.late + sums.duplicate).toBeGreaterThan(10_000);
  expect(sums.rejected).toBeGreaterThan(50_000);
  expect(largest).toBeLessThan(8_192);
}, 60_000);

function isSound(value: unknown): boolean {
  const { sensor, at, values } = value as { sensor: unknown; at: unknown; values: object };
  return (
    typeof sensor === 'string' &&
    Number.isSafeInteger(at) &&
    Object.keys(values).length > 0 &&
    Object.values(values).every(Number.isFinite)
  );
}
