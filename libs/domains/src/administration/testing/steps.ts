import type { DossierEvent, DossierStep } from '@toancanh/events';

/** An instant of local time in the city's zone, as `2024-01-02 08:00`. */
export function local(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+07:00`);
}

export function step(what: DossierStep, at: string, rest: Partial<DossierEvent> = {}): DossierEvent {
  return {
    dossier: '000.00.00.H09-240102-0001',
    procedure: '1.000948.H38',
    unit: 'so-xay-dung',
    area: 'thu-dau-mot',
    channel: 'online_full',
    ...rest,
    step: what,
    at: local(at),
    receivedAt: local(at),
  };
}

export const CALENDAR_2024 = {
  year: 2024,
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const,
  workingHours: [
    { from: '07:30', to: '11:30' },
    { from: '13:00', to: '17:00' },
  ],
  daysOff: [{ from: '2024-02-08', to: '2024-02-15', name: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' } }],
};
