import { loadCity } from '@toancanh/runtime';

/** Monday 23 November 2026, 14:00 in Bình Dương. */
export const NOON = Date.parse('2026-11-23T07:00:00Z');

const loaded = loadCity(new URL('../../../../../cities/binh-duong', import.meta.url).pathname, NOON);
if (!('city' in loaded)) throw new Error('cities/binh-duong has faults');

export const binhDuong = loaded.city;
