import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { DateText, entryKey, type FigureEntry, Instant, Shape, toMillis, TOPICS } from '@toancanh/events';
import type { FigureDeclaration, KnownEntry } from '@toancanh/figures';
import { dayStart } from '@toancanh/regions';
import { Log } from '@toancanh/log';
import { City, Clock } from '@toancanh/runtime';
import { Problem } from '../http/problem.js';
import { noArea } from '../http/scoped-area.js';
import { LIMITS } from '../limits.js';
import { Picture } from '../picture/picture.js';
import { noPerson } from './no-person.js';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Place = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }));

export const EntryBody = Type.Object(
  {
    area: Type.String({ minLength: 1, maxLength: 64 }),
    value: Type.Number(),
    rank: Place,
    rankOf: Place,
    asOf: Type.Union([...Instant.anyOf, DateText], { description: 'an instant, or a day of the city' }),
    by: words(80),
    owner: Type.Optional(words(120)),
    source: Type.Optional(words(300)),
    note: Type.Optional(words(500)),
  },
  { additionalProperties: false },
);
type EntryBody = Static<typeof EntryBody>;
const BODY = new Shape(EntryBody);

const MINUTE = 60_000;

/**
 * A person's word on a figure that nothing measures. It is answered once the log has it. Another word on the same instant
 * is another version: the earlier one stays what was known until then.
 */
@Injectable()
export class FigureEntering {
  /** When the entries of the last minute were taken. */
  #recent: number[] = [];

  constructor(
    private readonly log: Log,
    private readonly city: City,
    private readonly picture: Picture,
    private readonly clock: Clock,
  ) {}

  /** The entry as it stands; the same word again is no new version. */
  async enter(id: string, body: unknown): Promise<KnownEntry> {
    const figure = this.figure(id);
    if (figure.compute)
      throw new Problem('E_COMPUTED', {
        vi: `chỉ tiêu "${id}" được tính từ số đo; không nhập tay`,
        en: `the figure "${id}" is computed from measurements; nobody enters it`,
      });
    const now = this.clock.now();
    const told = parsed(body);
    const { by, owner, source, note } = told;
    noPerson({ by, owner, source, note });
    const entry = this.#entryOf(figure, told, now);
    const standing = this.#versions(entry).at(-1);
    if (standing && isSame(standing.entry, entry)) return standing;
    this.#admit(now);
    await this.log.append(TOPICS.registry.name, [{ key: entryKey(entry), value: JSON.stringify(entry) }]);
    // Whoever asks next is told of it, also before this process has read it from the log.
    if (!this.#known(entry)) this.picture.takeEntry(entry, this.log.appendedAt ?? now);
    return this.#known(entry)!;
  }

  /** E_FIGURE if there is none of this id. */
  figure(id: string): FigureDeclaration {
    const figure = this.city.figures.find((one) => one.id === id);
    if (!figure)
      throw new Problem('E_FIGURE', {
        vi: `không có chỉ tiêu "${id}"; xem /api/v1/figures`,
        en: `there is no figure "${id}"; see /api/v1/figures`,
      });
    return figure;
  }

  #entryOf({ id: figure, areas, min, max }: FigureDeclaration, body: EntryBody, now: number): FigureEntry {
    const { area: name, rankOf, asOf: told, ...rest } = body;
    const asOf = this.#instantOf(told);
    if (asOf > now) throw refused('/asOf', 'không được sau lúc này', 'not after now');
    const area = this.city.areas.resolve(name);
    // The last word on an area of today may be older than its borders: whoever enters it answers for that.
    const isArea = [asOf, now].some((when) => area !== undefined && this.city.areas.at(area, when));
    if (area === undefined || !isArea) throw noArea(name);
    if (areas && !areas.includes(area))
      throw refused('/area', `chỉ tiêu này chỉ có ở ${areas.join(', ')}`, `only ${areas.join(', ')} have it`);
    const { value, rank } = rest;
    if (value < (min ?? -Infinity) || value > (max ?? Infinity)) {
      const range = `${min ?? '−∞'} … ${max ?? '∞'}`;
      throw refused('/value', `cần trong khoảng ${range}`, `within ${range}`);
    }
    if (rank !== undefined && rankOf !== undefined && rank > rankOf)
      throw refused('/rank', `không quá ${rankOf}`, `not more than ${rankOf}`);
    return {
      kind: 'figure',
      ...{ id: randomUUID(), figure, area, asOf },
      ...rest,
      ...(rankOf === undefined ? {} : { of: rankOf }),
      at: now,
    };
  }

  /** A day begins at midnight of the city. */
  #instantOf(told: EntryBody['asOf']): number {
    if (typeof told === 'number') return told;
    const day = Date.parse(told.slice(0, 10));
    const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(told.slice(0, 10));
    const at = !isDay ? NaN : told.length === 10 ? dayStart(told, this.city.timeZone) : toMillis(told);
    if (Number.isNaN(at)) throw refused('/asOf', 'cần một thời điểm có thật', 'an instant that exists');
    return at;
  }

  #versions({ figure, area, asOf }: FigureEntry): readonly KnownEntry[] {
    return this.picture.entries.versions(figure, area).filter(({ entry }) => entry.asOf === asOf);
  }

  #known(of: FigureEntry): KnownEntry | undefined {
    return this.#versions(of).find(({ entry }) => entry.id === of.id);
  }

  #admit(now: number): void {
    if (this.picture.entries.size >= LIMITS.entries)
      throw new Problem('E_FULL', {
        vi: `đã có ${LIMITS.entries} giá trị nhập tay; không nhận thêm`,
        en: `there are ${LIMITS.entries} entered values already; no more are taken`,
      });
    this.#recent = this.#recent.filter((at) => at > now - MINUTE);
    if (this.#recent.length >= LIMITS.entriesAMinute)
      throw new Problem('E_RATE', {
        vi: `nhiều nhất ${LIMITS.entriesAMinute} giá trị mỗi phút`,
        en: `at most ${LIMITS.entriesAMinute} values a minute`,
      });
    this.#recent.push(now);
  }
}

function parsed(body: unknown): EntryBody {
  if (BODY.check(body)) return body;
  const { path, expected } = BODY.faultOf(body);
  if (path === '/asOf')
    throw refused(
      path,
      'cần ngày (2026-10-31) hoặc thời điểm có múi giờ',
      'a day (2026-10-31) or an instant with a zone',
    );
  throw refused(path || '/', `cần ${expected}`, expected);
}

function refused(path: string, vi: string, en: string): Problem {
  return new Problem('E_SCHEMA', { vi: `${path}: ${vi}`, en: `${path}: ${en}` });
}

function isSame(a: FigureEntry, b: FigureEntry): boolean {
  return (['value', 'rank', 'of', 'by', 'owner', 'source', 'note'] as const).every(
    (field) => a[field] === b[field],
  );
}
