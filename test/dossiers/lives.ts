import type { DossierEvent, DossierStep } from '@toancanh/events';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Events that are on their way at once: so far apart can two change places. */
const ON_THEIR_WAY = 20_000;

/** 2025, in the time of Ho Chi Minh City. */
export const YEAR = {
  begins: Date.parse('2025-01-01T00:00:00+07:00'),
  ends: Date.parse('2026-01-01T00:00:00+07:00'),
};

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The events of so many dossiers through a year, out of order, some twice, some lost, some that cannot be. */
export function* lives(count: number, seed = 1): Generator<DossierEvent> {
  const random = chance(seed);
  const onTheirWay: DossierEvent[] = [];
  for (let i = 0; i < count; i += 1) {
    for (const event of life(i, count, random)) {
      if (event.at > YEAR.ends) continue;
      onTheirWay.push(event);
      if (random() < 0.02) onTheirWay.push(event);
    }
    while (onTheirWay.length > ON_THEIR_WAY) yield taken(onTheirWay, random);
  }
  while (onTheirWay.length > 0) yield taken(onTheirWay, random);
}

function taken(from: DossierEvent[], random: () => number): DossierEvent {
  const i = Math.floor(random() * from.length);
  const event = from[i]!;
  from[i] = from.at(-1)!;
  from.pop();
  return event;
}

function* life(i: number, count: number, random: () => number): Generator<DossierEvent> {
  const channels = ['online_full', 'online_part', 'counter', 'post'] as const;
  let at = YEAR.begins + Math.floor((i / count) * (YEAR.ends - YEAR.begins));
  const wait = (days: number) => (at += 1 + Math.floor(random() * days * DAY));
  const promised = at + (3 + Math.floor(random() * 12)) * DAY;
  const home = `unit-${i % 91}`;
  let unit = home;
  const base = {
    dossier: `000.00.00.H09-${i}`,
    procedure: `1.${String(i % 300).padStart(6, '0')}.H09`,
    area: String(25_700 + ((i % 91) % 36)),
    channel: channels[Math.floor(random() * 4)]!,
  };
  const event = (step: DossierStep, rest: Partial<DossierEvent> = {}): DossierEvent => ({
    ...{ ...base, unit, step, at, receivedAt: at },
    ...rest,
  });

  if (random() < 0.3) yield event('registered', { at: at - HOUR });
  yield event('received', { due: promised });
  // The same reception, told again a minute later: it cannot be.
  if (random() < 0.01) yield event('received', { at: at + 60_000, due: promised });
  at += 60_000;
  const pay = random();
  const payment = pay < 0.4 ? 'online' : pay < 0.6 ? 'cash' : 'none';
  for (let asked = random(); asked < 0.2; asked *= 3) {
    wait(3);
    yield event('supplement_requested');
    if (random() < 0.1) return;
    wait(4);
    yield event('supplemented');
  }
  if (random() < 0.15) {
    wait(2);
    unit = `unit-${(i + 1) % 91}`;
    yield event('transferred', { due: promised - DAY });
  }
  if (random() < 0.02) {
    wait(5);
    yield event('withdrawn');
    return;
  }
  if (random() < 0.03) return;
  wait(12);
  yield event('resolved', { payment, ...(random() < 0.7 && { signedResult: true as const }) });
  if (random() < 0.1) return;
  wait(3);
  yield event('returned', { payment });
}
