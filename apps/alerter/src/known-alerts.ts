import { Alert, Shape, TOPICS } from '@toancanh/events';
import type { Log } from '@toancanh/log';

const alertShape = new Shape(Alert);

/** The newest version of every alert on `city.alerts`, read to its end as it is now. */
export async function knownAlerts(log: Log): Promise<Alert[]> {
  const newest = new Map<string, Alert>();
  const reader = await log.subscribe({
    name: 'alerter-restore',
    topics: [TOPICS.alerts.name],
    onBatch: async ({ records }) => {
      for (const { value } of records) {
        if (!alertShape.check(value)) continue;
        if (value.version > (newest.get(value.id)?.version ?? 0)) newest.set(value.id, value);
      }
    },
  });
  await reader.caughtUp;
  await reader.close();
  return [...newest.values()];
}
