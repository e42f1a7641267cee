import mqtt, { type MqttClient } from 'mqtt';
import { CityProcess, until } from './harness/city-process.js';

const OUTCOMES = ['accepted', 'late', 'duplicate', 'rejected'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Counts = Record<Outcome | 'received', number>;
type Way = 'http' | 0 | 1 | 2;

interface Sent {
  readonly payload: unknown;
  readonly is: Outcome;
  readonly why: string;
  readonly topic?: string;
  readonly code?: string;
  /** Another gateway than `demo`. */
  readonly as?: string;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const GATEWAY = 'demo';
/** Its units are declared, those of `demo` are what they are; its password is its name as well. */
const OTHER = 'gw-moi-truong';
const READINGS = `toancanh/v1/${GATEWAY}/readings`;

/** A mixture whose outcomes are known; `way` keeps the sensors of each way in apart. Instants are far from the ends of minutes. */
function mixture(way: Way, now: number): Sent[] {
  const sensor = `mixture-${way}`;
  const minute = Math.floor(now / MINUTE) * MINUTE;
  const good = { sensor, at: now - 500, values: { pm25: 10 } };
  const numbered = (seq: number) => ({ sensor, epoch: `e-${way}`, seq, values: { pm25: seq } });
  const bad = (payload: unknown, code: string, topic?: string): Sent => ({
    ...{ payload, code, is: 'rejected', why: code },
    ...(topic !== undefined && { topic }),
  });
  return [
    { payload: good, is: 'accepted', why: 'good' },
    { payload: good, is: 'duplicate', why: 'the same again' },
    { payload: { ...good, values: { pm25: 11 } }, is: 'accepted', why: 'a correction' },
    { payload: { ...good, at: minute - 30 * MINUTE }, is: 'late', why: 'late' },
    // 1, 2, 5, 3: 3 and 4 are missing, 3 comes after all.
    ...[1, 2, 5, 3].map((seq): Sent => ({ payload: numbered(seq), is: 'accepted', why: `number ${seq}` })),
    { payload: numbered(2), is: 'duplicate', why: 'number 2 again' },
    bad('{', 'E_JSON'),
    bad({ ...good, colour: 'red' }, 'E_SCHEMA'),
    bad({ ...good, values: { pm25: -4 } }, 'E_RANGE'),
    bad({ ...good, at: now + 10 * MINUTE }, 'E_TS_FUTURE'),
    bad({ ...good, at: now - 4_000 * DAY }, 'E_TS_OLD'),
    bad({ ...good, sensor: 'bd-aq-0001' }, 'E_SENSOR'),
    bad({ ...good, phone: '0912345678' }, 'E_PERSONAL'),
    ...(way === 'http'
      ? [
          bad({ ...good, text: 'x'.repeat(300_000) }, 'E_SIZE'),
          { ...bad({ ...good, sensor: 'bd-aq-0001', units: { pm25: 'kg' } }, 'E_UNIT'), as: OTHER },
        ]
      : []),
    ...(way === 1
      ? [
          bad(good, 'E_TOPIC', `toancanh/v1/${GATEWAY}/nothing`),
          bad(good, 'E_AUTH', `toancanh/v1/${OTHER}/readings`),
        ]
      : []),
  ];
}

const nothing = (): Counts => ({ received: 0, accepted: 0, late: 0, duplicate: 0, rejected: 0 });

function expectedOf(sent: readonly Sent[]): Counts {
  const counts = nothing();
  for (const { is } of sent) {
    counts.received += 1;
    counts[is] += 1;
  }
  return counts;
}

describe('a mixture of everything, by HTTP and by MQTT with QoS 0, 1 and 2', () => {
  let city: CityProcess;
  let client: MqttClient;
  const sent: Sent[] = [];
  const receipts: (Counts & { missing?: number })[] = [];
  const codes: string[] = [];

  beforeAll(async () => {
    city = await CityProcess.start({ lateness: '10m' });
    client = await mqtt.connectAsync(`mqtt://127.0.0.1:${city.mqttPort}`, {
      ...{ username: GATEWAY, password: GATEWAY, protocolVersion: 4 },
    });
    client.on('message', (topic, payload) => {
      const told = JSON.parse(payload.toString()) as Counts & { code: string };
      if (topic.endsWith('/receipts')) receipts.push(told);
      else codes.push(told.code);
    });
    await client.subscribeAsync([`toancanh/v1/${GATEWAY}/receipts`, `toancanh/v1/${GATEWAY}/rejected`], {
      qos: 1,
    });
  }, 120_000);

  afterAll(async () => {
    await client.endAsync(true);
    await city.discard();
  }, 60_000);

  const status = () => city.get<CityStatus>('/api/v1/status');

  it('answers each HTTP request with what became of it', async () => {
    for (const one of mixture('http', Date.now())) {
      const response = await fetch(`${city.intake.base}/api/v1/readings`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${one.as ?? GATEWAY}:${one.as ?? GATEWAY}`)}`,
          'content-type': 'application/json',
        },
        body: textOf(one.payload),
      });
      const answer = (await response.json()) as Counts & { rejected: { code: string }[]; code?: string };
      if (one.code === 'E_SIZE') expect([response.status, answer.code]).toEqual([413, 'E_SIZE']);
      else {
        const { received, accepted, late, duplicate, rejected } = answer;
        const told = { received, accepted, late, duplicate, rejected: rejected.length };
        expect([one.why, told]).toEqual([one.why, expectedOf([one])]);
        expect(rejected.map(({ code }) => code)).toEqual(one.is === 'rejected' ? [one.code] : []);
      }
      sent.push(one);
    }
  }, 120_000);

  it('takes the same from MQTT, whatever the quality of service', async () => {
    for (const qos of [0, 1, 2] as const) {
      for (const one of mixture(qos, Date.now())) {
        await client.publishAsync(one.topic ?? READINGS, textOf(one.payload), { qos });
        sent.push(one);
      }
    }
    const { received } = expectedOf(sent);
    await until(async () => (await city.stage('intake')).received === received, { within: 60_000 });
  }, 120_000);

  it('has every number in receipts, status and metrics, and everywhere the sum is what was received', async () => {
    const all = expectedOf(sent);
    const expected = expectedOf(sent.filter(({ as }) => as === undefined));
    await until(() => receipts.at(-1)?.received === expected.received, { within: 60_000 });
    // The epoch of the last way in: number 4 of it is missing.
    expect(receipts.at(-1)).toEqual({ ...expected, epoch: 'e-2', seq: 3, missing: 1 });
    const { identity, stages } = await status();
    expect(identity).toBe(true);
    expect(stages['intake']).toMatchObject({ ...all, identity: true });
    expect(stages['intake']!.gateways).toMatchObject({
      items: [
        {
          ...{ gateway: GATEWAY, ...expected, identity: true, missing: 1 },
          lateShare: expected.late / expected.received,
        },
        { gateway: OTHER, received: 1, rejected: 1, identity: true, lateShare: 0, missing: 0 },
      ],
      rest: nothing(),
    });
    const text = await (await fetch(`${city.base}/metrics`)).text();
    for (const outcome of OUTCOMES) {
      expect(text).toContain(`toancanh_readings_total{outcome="${outcome}"} ${all[outcome]}\n`);
      expect(text).toContain(
        `toancanh_ingest_gateway_readings_total{gateway="${GATEWAY}",outcome="${outcome}"} ${expected[outcome]}\n`,
      );
    }
    expect(text).toContain(`toancanh_ingest_numbers_missing_total 8\n`);
    expect(text).toContain(`toancanh_ingest_numbers_healed_total 4\n`);
    expect(text).toMatch(new RegExp(`toancanh_ingest_late_share\\{gateway="${GATEWAY}"\\} 0\\.0`));
    for (const { code, is } of sent.filter(({ code }) => code !== undefined)) {
      const count = sent.filter((one) => one.is === is && one.code === code).length;
      expect(text).toContain(`toancanh_ingest_rejected_total{code="${code}"} ${count}\n`);
    }
    // Behind the door there are only those accepted or late.
    const behind = expected.accepted + expected.late;
    await until(async () => (await status()).stages['aggregator']!.received >= behind, { within: 60_000 });
    const { aggregator } = (await status()).stages;
    expect(aggregator).toMatchObject({ received: behind, late: expected.late, identity: true });
  }, 120_000);

  it('has told the gateway of each refusal, and of each repeat that it did not announce', () => {
    const ours = sent.filter(({ as }) => as === undefined);
    const refused = ours.map(({ code, is }) => code ?? (is === 'duplicate' ? 'E_DUP' : undefined));
    expect([...codes].sort()).toEqual(refused.filter((code) => code !== undefined).sort());
  });
});

interface CityStatus {
  readonly identity: boolean;
  readonly stages: Record<string, Counts & { readonly identity: boolean; readonly gateways?: unknown }>;
}

function textOf(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload);
}
