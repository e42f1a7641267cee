import type { Metric } from '../../domain.js';

function counter(name: string, vi: string, en: string): Metric {
  return {
    name,
    unit: 'người',
    min: 0,
    max: 20_000_000,
    digits: 0,
    title: { vi, en },
    units: { people: { factor: 1 }, count: { factor: 1 } },
  };
}

/** Project 06 (Decision 06/QĐ-TTg of 2022 on population data): totals as the police report them, daily. */
export const PROJECT_06: readonly Metric[] = [
  counter('chip_id_holders', 'Người có CCCD gắn chip', 'Holders of a chip ID'),
  counter('eid_accounts', 'Tài khoản định danh điện tử', 'E-ID accounts'),
  counter('eid_activated', 'Tài khoản đã kích hoạt', 'E-ID accounts activated'),
];
