import type { Metrics } from './metrics.js';
import type { StatusBoard } from './status-board.js';

/** Readiness for Prometheus: a sample for each part that is in trouble, none on a healthy day. */
export function showTroubles(metrics: Metrics, status: StatusBoard): void {
  metrics.gauge('toancanh_trouble', 'Parts that keep the process from being ready', ['part'], () =>
    Object.keys(status.troubles()).map((part) => [{ part }, 1] as const),
  );
}
