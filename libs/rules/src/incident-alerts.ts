import type { Alert, Bilingual, Command, Incident } from '@toancanh/events';
import { acknowledged, type Hash, isActive, returned } from './alert-steps.js';

/** What is known of an incident's kind. */
export interface IncidentMeaning {
  readonly title: Bilingual;
  readonly domain: string;
  /** False for what is only recorded. */
  readonly alarm: boolean;
  readonly simulated: boolean;
}

const RULE = 'incident:';

/** Whether an alert was raised by an incident, and so by no rule. */
export function isOfIncident({ rule }: Pick<Alert, 'rule'>): boolean {
  return rule.startsWith(RULE);
}

/**
 * The alerts of incidents. An alert's id is a hash of source and id, so the same incident again raises nothing, also after a
 * restart; an incident that `ends` another returns its alert. Of what comes before its beginning nothing is remembered: in doubt
 * an alert stands.
 */
export class IncidentAlerts {
  readonly #alerts = new Map<string, Alert>();

  constructor(private readonly hash: Hash) {}

  restore(alert: Alert): void {
    this.#alerts.set(alert.id, alert);
  }

  get(id: string): Alert | undefined {
    return this.#alerts.get(id);
  }

  /** The next version of the alert that the incident changes, if it changes one. */
  take(incident: Incident, meaning: IncidentMeaning): Alert | undefined {
    const { source, id, ends, at } = incident;
    if (ends !== undefined) {
      const alert = this.#alerts.get(this.#idOf(source, ends));
      if (!alert || !isActive(alert) || at < alert.since) return undefined;
      return this.#note(returned(alert, at));
    }
    const alertId = this.#idOf(source, id);
    if (!meaning.alarm || this.#alerts.has(alertId)) return undefined;
    return this.#note(raisedBy(incident, meaning, alertId));
  }

  acknowledge(alert: Alert, command: Command): Alert {
    return this.#note(acknowledged(alert, command));
  }

  *open(): Generator<Alert> {
    for (const alert of this.#alerts.values()) if (alert.state !== 'normal') yield alert;
  }

  #idOf(source: string, id: string): string {
    return this.hash(`${RULE}\n${source}\n${id}`);
  }

  #note(alert: Alert): Alert {
    this.#alerts.set(alert.id, alert);
    return alert;
  }
}

function raisedBy(incident: Incident, meaning: IncidentMeaning, id: string): Alert {
  const { at, kind, severity, source, area, text } = incident;
  return {
    id,
    version: 1,
    rule: `${RULE}${kind}`,
    ruleVersion: 1,
    priority: severity,
    state: 'unacknowledged',
    title: meaning.title,
    domain: meaning.domain,
    metric: kind,
    sensor: source,
    area,
    since: at,
    raisedAt: at,
    inputs: [],
    history: [{ version: 1, at, what: 'raised', ...(text !== undefined && text !== '' && { note: text }) }],
    simulated: meaning.simulated,
  };
}
