import type { Metrics } from '@toancanh/runtime';
import type { BrokerCounts } from './broker-counts.js';

const IN_FLIGHT = { queue: 'broker' };
const ANSWERS = { queue: 'broker-answers' };

/** Where the way in from a broker shows how it is. Readings and messages are counted with those of all intake. */
export function showBroker(metrics: Metrics, counts: BrokerCounts, answersLimit: number): void {
  metrics.gauge('toancanh_broker_connected', 'Whether intake is connected to the broker', [], () => [
    [{}, Number(counts.isConnected)],
  ]);
  metrics.counter('toancanh_broker_connects_total', 'Connections made to the broker', [], () => [
    [{}, counts.connects],
  ]);
  metrics.counter('toancanh_broker_retained_total', 'Retained readings that were not taken', [], () => [
    [{}, counts.retained],
  ]);
  metrics.counter('toancanh_broker_unanswered_total', 'Rejections that did not reach the broker', [], () => [
    [{}, counts.unanswered],
  ]);
  metrics.gauge('toancanh_queue_depth', 'What waits in a queue', ['queue'], () => [
    [IN_FLIGHT, counts.inFlight()],
    [ANSWERS, counts.answers()],
  ]);
  metrics.gauge('toancanh_queue_limit', 'What a queue holds at most', ['queue'], () => [
    [IN_FLIGHT, counts.limit],
    [ANSWERS, answersLimit],
  ]);
}
