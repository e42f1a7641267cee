import type { IncidentKind } from '../domain.js';

export const INCIDENTS: readonly IncidentKind[] = [
  {
    kind: 'disaster_bulletin',
    severity: 3,
    alarm: false,
    title: { vi: 'Bản tin thiên tai', en: 'Disaster bulletin' },
  },
  { kind: 'storm', severity: 1, title: { vi: 'Bão, áp thấp nhiệt đới', en: 'Storm, tropical depression' } },
  { kind: 'tornado', severity: 1, title: { vi: 'Lốc xoáy', en: 'Tornado' } },
  {
    kind: 'thunderstorm',
    severity: 3,
    title: { vi: 'Dông, sét, mưa đá', en: 'Thunderstorm, lightning, hail' },
  },
  { kind: 'street_flood', severity: 2, title: { vi: 'Ngập úng đô thị', en: 'Street flooding' } },
  { kind: 'river_flood', severity: 1, title: { vi: 'Lũ, triều cường', en: 'River flood, high tide' } },
  { kind: 'dyke_breach', severity: 1, title: { vi: 'Sạt, vỡ bờ bao', en: 'Dyke breach' } },
  { kind: 'reservoir_release', severity: 2, title: { vi: 'Hồ chứa xả nước', en: 'Release of a reservoir' } },
  { kind: 'landslide', severity: 1, title: { vi: 'Sạt lở đất', en: 'Landslide' } },
  { kind: 'chemical_release', severity: 1, title: { vi: 'Rò rỉ hóa chất', en: 'Chemical release' } },
  { kind: 'oil_spill', severity: 2, title: { vi: 'Tràn dầu', en: 'Oil spill' } },
  { kind: 'illegal_discharge', severity: 2, title: { vi: 'Xả thải trái phép', en: 'Illegal discharge' } },
  { kind: 'open_burning', severity: 3, title: { vi: 'Đốt rác ngoài trời', en: 'Open burning' } },
  { kind: 'fish_kill', severity: 3, title: { vi: 'Cá chết hàng loạt', en: 'Fish kill' } },
  { kind: 'odour', severity: 4, title: { vi: 'Mùi hôi', en: 'Odour' } },
  {
    kind: 'station_maintenance',
    severity: 4,
    alarm: false,
    title: { vi: 'Bảo trì trạm', en: 'Station maintenance' },
  },
];
