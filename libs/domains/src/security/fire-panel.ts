/** The states of a fire panel, gravest last; their numbers are those of the metric `fire_panel_state`. */
export const PANEL_STATES = ['normal', 'disabled', 'trouble', 'supervisory', 'pre_alarm', 'alarm'] as const;
export type PanelState = (typeof PANEL_STATES)[number];

/** What a panel tells: its state, or that of one of its zones. */
export interface PanelReport {
  readonly zone: string;
  readonly state: PanelState;
}

/** A panel is as grave as the gravest of its zones. */
export function panelStateOf(zones: Iterable<PanelState>): PanelState {
  let gravest = 0;
  for (const state of zones) gravest = Math.max(gravest, PANEL_STATES.indexOf(state));
  return PANEL_STATES[gravest]!;
}

/** A panel that tells nobody of a fire: in trouble, switched off, or not heard for three of its heartbeats. */
export function isPanelBlind(state: PanelState, silentSeconds: number, heartbeatSeconds: number): boolean {
  return state === 'disabled' || state === 'trouble' || silentSeconds > 3 * heartbeatSeconds;
}

/** Two sources within five minutes, or a person, make of an alarm a fire. */
export function isConfirmedFire(
  alarms: readonly { readonly source: string; readonly at: number }[],
  confirmedByPerson: boolean,
): boolean {
  if (confirmedByPerson) return true;
  return alarms.some((one) =>
    alarms.some(({ source, at }) => source !== one.source && Math.abs(at - one.at) <= CONFIRMS_WITHIN),
  );
}

const CONFIRMS_WITHIN = 300_000;
