import type { Metrics, StatusBoard } from '@toancanh/runtime';
import { Histogram } from 'prom-client';
import type { Accounts } from './desk/account.js';
import type { Desk } from './desk/desk.js';
import type { LogTime } from './desk/log-time.js';
import { lateShare, listedGateways, namedGateways } from './gateway-figures.js';
import { LIMITS } from './limits.js';
import type { EndpointCounts } from './mqtt/surroundings.js';
import type { Sessions } from './mqtt/sessions.js';
import type { Tally } from './tally.js';

const QUEUE = { queue: 'intake' };
const OUTCOMES = ['accepted', 'late', 'duplicate', 'rejected'] as const;

/** Where intake shows how it is: status board and metrics read plain numbers here. */
export function showIntake(
  metrics: Metrics,
  status: StatusBoard,
  desk: Desk,
  tally: Tally,
  accounts: Accounts,
  counts: EndpointCounts,
  sessions: Sessions,
  time: LogTime,
): void {
  status.stage('intake', () => {
    const states = [...accounts.all()];
    return {
      ...desk.settled,
      more: {
        queue: desk.depth,
        queueLimit: desk.limit,
        connections: counts.connected,
        connectsRefused: counts.refused,
        connectionFaults: counts.faults,
        connectionsSlept: counts.slept,
        sessions: sessions.size,
        clockBehindSeconds: time.difference / 1_000,
        gatewaysOnline: states.filter(({ state }) => state === 'online').length,
        gatewaysOffline: states.filter(({ state }) => state === 'offline').length,
        missing: states.reduce((sum, { numbering }) => sum + numbering.missing, 0),
      },
      gateways: listedGateways(states, desk.settled, LIMITS.listedGateways),
    };
  });
  metrics.counter('toancanh_readings_total', 'Readings in the log or refused', ['outcome'], () =>
    OUTCOMES.map((outcome) => [{ outcome }, desk.settled[outcome]] as const),
  );
  metrics.counter(
    'toancanh_ingest_messages_total',
    'Messages judged, by how they came',
    ['transport', 'outcome'],
    () =>
      Object.entries(tally.messages).flatMap(([transport, outcomes]) =>
        Object.entries(outcomes).map(([outcome, count]) => [{ transport, outcome }, count] as const),
      ),
  );
  metrics.counter('toancanh_ingest_rejected_total', 'Rejections and notices of duplicates', ['code'], () =>
    Object.entries(tally.codes).map(([code, count]) => [{ code }, count] as const),
  );
  const named = () => namedGateways([...accounts.all()], desk.settled, LIMITS.namedGateways);
  metrics.counter(
    'toancanh_ingest_gateway_readings_total',
    'Readings by gateway; those of gateways that are not named are of `(others)`',
    ['gateway', 'outcome'],
    () =>
      named().flatMap(([gateway, counts]) =>
        OUTCOMES.map((outcome) => [{ gateway, outcome }, counts[outcome]] as const),
      ),
  );
  metrics.gauge(
    'toancanh_ingest_late_share',
    'Late readings among all of a gateway since the start',
    ['gateway'],
    () =>
      named().flatMap(([gateway, counts]) => {
        const share = lateShare(counts);
        return share === null ? [] : [[{ gateway }, share] as const];
      }),
  );
  const numbers = (key: 'found' | 'healed') =>
    [...accounts.all()].reduce((sum, { numbering }) => sum + numbering[key], 0);
  metrics.counter(
    'toancanh_ingest_numbers_missing_total',
    'Numbers of gateways that were found missing',
    [],
    () => [[{}, numbers('found')]],
  );
  metrics.counter(
    'toancanh_ingest_numbers_healed_total',
    'Numbers of gateways that were missing and came later',
    [],
    () => [[{}, numbers('healed')]],
  );
  metrics.gauge(
    'toancanh_clock_behind_seconds',
    'How far the clock of the machine is behind that of the log, at least',
    [],
    () => [[{}, time.difference / 1_000]],
  );
  metrics.gauge('toancanh_ingest_connections', 'MQTT connections', [], () => [[{}, counts.connected]]);
  metrics.gauge('toancanh_queue_depth', 'What waits in a queue', ['queue'], () => [[QUEUE, desk.depth]]);
  metrics.gauge('toancanh_queue_limit', 'What a queue holds at most', ['queue'], () => [[QUEUE, desk.limit]]);
}

/** How long appends took, in seconds. */
export function appendTimes({ registry }: Metrics): (seconds: number) => void {
  const times = new Histogram({
    name: 'toancanh_log_append_seconds',
    help: 'Appends of intake to the log, until they are durable',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (seconds) => times.observe(seconds);
}
