import type { Metrics, StatusBoard } from '@toancanh/runtime';
import { Histogram } from 'prom-client';
import type { Accounts } from './desk/account.js';
import type { Desk } from './desk/desk.js';
import type { EndpointCounts } from './mqtt/surroundings.js';
import type { Sessions } from './mqtt/sessions.js';
import type { Tally } from './tally.js';

const QUEUE = { queue: 'intake' };

/** Where intake shows how it is: status board and metrics read plain numbers here. */
export function showIntake(
  metrics: Metrics,
  status: StatusBoard,
  desk: Desk,
  tally: Tally,
  accounts: Accounts,
  counts: EndpointCounts,
  sessions: Sessions,
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
        sessions: sessions.size,
        gatewaysOnline: states.filter(({ state }) => state === 'online').length,
        gatewaysOffline: states.filter(({ state }) => state === 'offline').length,
        gaps: states.reduce((sum, { numbering }) => sum + numbering.gaps, 0),
      },
    };
  });
  metrics.counter('toancanh_readings_total', 'Readings in the log or refused', ['outcome'], () =>
    (['accepted', 'late', 'duplicate', 'rejected'] as const).map(
      (outcome) => [{ outcome }, desk.settled[outcome]] as const,
    ),
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
  metrics.counter(
    'toancanh_ingest_gateway_readings_total',
    'Readings by gateway',
    ['gateway', 'outcome'],
    () =>
      [...accounts.all()].flatMap(({ gateway, settled }) =>
        (['accepted', 'late', 'duplicate', 'rejected'] as const).map(
          (outcome) => [{ gateway: gateway.id, outcome }, settled[outcome]] as const,
        ),
      ),
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
