import { DossierInput, Shape, TOPICS } from '@toancanh/events';
import type { City } from '@toancanh/runtime';
import { hashText } from './hash.js';
import { millisOf } from './instant.js';
import { instantFault } from './instant-fault.js';
import { isPersonalIdentifier, personalPath } from '@toancanh/privacy';
import type { Circumstances, Judgement } from './reading-screen.js';
import { type Refusal, refusal } from './refusal.js';
import type { Repeats } from './repeats.js';
import { DOSSIER_EXPECTED, EXPECTED } from './texts.js';

const shape = new Shape(DossierInput);
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
    const wrong = instantFault(input.at, at, receivedAt, TOPICS.dossiers.kept.retention);
    if (wrong) return rejected(input, wrong);
    // A promise may lie ahead.
    if (Number.isNaN(due)) return rejected(input, refusal('E_SCHEMA', '/due', input.due, EXPECTED.instant));
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

function personal(path: string): Judgement {
  return { outcome: 'rejected', refusal: refusal('E_PERSONAL', path, undefined, EXPECTED.personal) };
}

/** Whatever else is wrong: if there is personal data too, that is the reason, and nothing is kept. */
function rejected(input: unknown, reason: Refusal): Judgement {
  const path = personalPath(input);
  return path === undefined ? { outcome: 'rejected', refusal: reason } : personal(path);
}
