import { DossierInput, Shape, toIso, TOPICS } from '@toancanh/events';
import type { City } from '@toancanh/runtime';
import { hashText } from './hash.js';
import { millisOf } from './instant.js';
import { isPersonalIdentifier, personalPath } from './personal.js';
import type { Circumstances, Judgement } from './reading-screen.js';
import { type Refusal, refusal } from './refusal.js';
import type { Repeats } from './repeats.js';
import { DOSSIER_EXPECTED, EXPECTED } from './texts.js';

const shape = new Shape(DossierInput);
/** A step dated later than this after its arrival is a wrong clock. */
const FUTURE = 5 * 60_000;
const CODES = ['dossier', 'procedure', 'unit'] as const;

/** Validates and normalises one step of a dossier. Dossier, step and instant identify it. */
export class DossierScreen {
  constructor(
    private readonly city: Pick<City, 'areas'>,
    private readonly repeats: Repeats,
    private readonly seed: number,
  ) {}

  judge(input: unknown, { gateway, receivedAt }: Circumstances): Judgement {
    if (!shape.check(input)) {
      const { path, value } = shape.faultOf(input);
      const expected = DOSSIER_EXPECTED[path] ?? EXPECTED.noUnknown;
      return rejected(input, refusal('E_SCHEMA', path, value, expected));
    }
    for (const field of CODES) {
      if (isPersonalIdentifier(input[field])) return personal(`/${field}`);
    }
    const at = millisOf(input.at);
    const due = input.due === undefined ? undefined : millisOf(input.due);
    const wrong = instantFault('/at', input.at, at, receivedAt) ?? instantFault('/due', input.due, due);
    if (wrong) return rejected(input, wrong);
    const area = this.city.areas.resolve(input.area);
    const its = gateway.areas.some((own) => area !== undefined && this.#isUnder(area, own, receivedAt));
    if (area === undefined || !its) {
      return rejected(input, refusal('E_SCHEMA', '/area', input.area, DOSSIER_EXPECTED['/area']!));
    }

    const { dossier, procedure, unit, step, channel, payment, signedResult } = input;
    const said = { dossier, procedure, unit, area, at, step, due, channel, payment, signedResult };
    const identity = `${dossier}\n${step}\n${at}`;
    const content = JSON.stringify(said);
    const { seed } = this;
    const seen = this.repeats.note(
      hashText(identity, seed),
      hashText(identity, ~seed),
      hashText(content, seed),
      hashText(content, ~seed),
    );
    if (seen === 'repeat') {
      return { outcome: 'duplicate', refusal: refusal('E_DUP', '', undefined, EXPECTED.repeat) };
    }
    const value = JSON.stringify({ ...said, gateway: gateway.id, receivedAt });
    return { outcome: 'accepted', key: dossier, value, topic: TOPICS.dossiers.name };
  }

  #isUnder(area: string, own: string, now: number): boolean {
    return area === own || this.city.areas.under(own, now).has(area);
  }
}

/** With `receivedAt` the instant has passed; a promise may lie ahead. */
function instantFault(
  path: string,
  sent: number | string | undefined,
  at: number | undefined,
  receivedAt?: number,
): Refusal | undefined {
  if (at === undefined) return undefined;
  if (Number.isNaN(at)) return refusal('E_SCHEMA', path, sent, EXPECTED.instant);
  if (receivedAt === undefined) return undefined;
  if (at > receivedAt + FUTURE) {
    return refusal('E_TS_FUTURE', path, sent, EXPECTED.future(toIso(receivedAt + FUTURE)));
  }
  const earliest = receivedAt - TOPICS.dossiers.kept.retention;
  return at < earliest ? refusal('E_TS_OLD', path, sent, EXPECTED.old(toIso(earliest))) : undefined;
}

function personal(path: string): Judgement {
  return { outcome: 'rejected', refusal: refusal('E_PERSONAL', path, undefined, EXPECTED.personal) };
}

/** Whatever else is wrong: if there is personal data too, that is the reason, and nothing is kept. */
function rejected(input: unknown, reason: Refusal): Judgement {
  const path = personalPath(input);
  return path === undefined ? { outcome: 'rejected', refusal: reason } : personal(path);
}
