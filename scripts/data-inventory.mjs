/** Writes docs/data-inventory.md out of the built product: npm run build first. */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { inventoryOf } from './data-inventory/pages-of.mjs';

const PAGE = 'docs/data-inventory.md';
const { DOMAINS } = await import('../dist/libs/domains/src/index.js');
const events = await import('../dist/libs/events/src/index.js');
const {
  TOPICS,
  Reading,
  Incident,
  DossierEvent,
  Rejection,
  Window,
  LateNotice,
  Alert,
  Command,
  Registration,
  FigureEntry,
} = events;

const page = inventoryOf({
  topics: TOPICS,
  domains: DOMAINS,
  shapes: {
    readings: Reading,
    incidents: Incident,
    dossiers: DossierEvent,
    rejected: Rejection,
    windows: Window,
    late: LateNotice,
    alerts: Alert,
    commands: Command,
    registry: { anyOf: [Registration, FigureEntry] },
  },
});
await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
