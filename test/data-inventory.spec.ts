import { readFile } from 'node:fs/promises';
import { DOMAINS } from '@toancanh/domains';
import * as events from '@toancanh/events';
import { format, resolveConfig } from 'prettier';

const PAGE = 'docs/data-inventory.md';
/** Untyped, because it is shared with a script that runs without a compiler. */
const MAKER = '../scripts/data-inventory/pages-of.mjs';

it('docs/data-inventory.md is what the schemas say; else: node scripts/data-inventory.mjs', async () => {
  const { inventoryOf } = (await import(MAKER)) as { inventoryOf: (of: object) => string };
  const page = inventoryOf({
    topics: events.TOPICS,
    domains: DOMAINS,
    shapes: {
      readings: events.Reading,
      incidents: events.Incident,
      dossiers: events.DossierEvent,
      rejected: events.Rejection,
      windows: events.Window,
      late: events.LateNotice,
      alerts: events.Alert,
      commands: events.Command,
      registry: { anyOf: [events.Registration, events.FigureEntry] },
    },
  });
  const formatted = await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
  expect(await readFile(PAGE, 'utf8')).toBe(formatted);
});
