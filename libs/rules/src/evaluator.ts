import {
  type Alert,
  type Command,
  countsInWindows,
  hasValues,
  type Incident,
  type Reading,
  type Sensor,
  supersedes,
  targetKey,
  type Window,
} from '@toancanh/events';
import type { Matter, Move } from '@toancanh/regions';
import {
  acknowledged,
  type Hash,
  isActive,
  moved,
  orphaned,
  returned,
  type Subject,
  targetOf,
} from './alert-steps.js';
import { conditionOf, type ThresholdRule } from './condition.js';
import { Episode, type Held, type Place } from './episode.js';
import { durationMs, type Rule } from './rule.js';
import { IncidentAlerts, type IncidentMeaning, isOfIncident } from './incident-alerts.js';
import { concerns, isThreshold, RuleBook } from './rule-book.js';
import { Listening, Silence } from './silence.js';

/** What the evaluator asks of the city. */
export interface Surroundings {
  readonly hash: Hash;
  unitOf(metric: string): string | undefined;
  /** An area and those above it as of an instant; `province` and the like are resolved in rules by `resolve`. */
  pathOf(area: string, when: number): readonly string[];
  resolve(area: string): string | undefined;
  /** Whether what is known of this target comes from a simulator, where the record itself does not say. */
  isSimulated(target: { metric: string; sensor?: string; area: string }): boolean;
  /** Left out where areas and desks do not change. */
  readonly reforms?: Reforms;
}

/** What changes about areas and desks while alerts are open. */
export interface Reforms {
  /** Which ground the code of an area means at `when`; undefined if none. */
  groundOf(area: string, when: number): string | undefined;
  /** The area in which a sensor is at `when`; undefined where nobody knows. */
  areaOf(sensor: string, when: number): string | undefined;
  deskOf(area: string, when: number): string | undefined;
  moveOf(matter: Matter, now: number): Move | undefined;
  /** The first instant after this one at which anything may move. */
  nextChange(after: number): number;
}

/** What became of a command. `stale`: the alert has gone on since the person saw it. */
export type CommandOutcome = 'done' | 'stale' | 'unknown';

/** The windows of one target that rules look at: the newest seen, and who watches. */
interface WindowWatch {
  start: number;
  revision: number;
  epoch: number;
  readonly episodes: readonly Episode[];
}

/** Who watches the readings of one sensor. */
interface SensorWatch {
  readonly silences: Silence[];
  /** By metric; made when the first reading comes. */
  episodes: ReadonlyMap<string, readonly Episode[]> | undefined;
}

const NOBODY: readonly Episode[] = [];

/**
 * Readings, windows, ticks, incidents and commands in; new versions of alerts out, by `drain`. The same records in the same order within
 * their partitions give the same versions, and records that led to the alerts it was restored from give none.
 */
export class Evaluator {
  readonly #book: RuleBook;
  readonly #held = new Map<string, Held>();
  readonly #byId = new Map<string, Held>();
  readonly #bySensor = new Map<string, SensorWatch>();
  readonly #byWindow = new Map<string, WindowWatch>();
  readonly #silencesOf = new Map<number, Silence[]>();
  readonly #listening = new Map<number, Listening>();
  /** Episodes whose hold time rests on records that a restart must read again. */
  readonly #waiting = new Set<Episode>();
  readonly #incidents: IncidentAlerts;
  #changed: Alert[] = [];
  /** Append time of the newest record of readings. */
  #now = -Infinity;
  #nextChange = -Infinity;

  constructor(
    rules: Iterable<Rule>,
    private readonly around: Surroundings,
    restored: Iterable<Alert> = [],
  ) {
    const resolved = [...rules].map((rule) =>
      rule.areas ? { ...rule, areas: rule.areas.map((area) => around.resolve(area) ?? area) } : rule,
    );
    this.#book = new RuleBook(resolved);
    this.#incidents = new IncidentAlerts(around.hash);
    for (const alert of restored) {
      if (isOfIncident(alert)) this.#incidents.restore(alert);
      else this.#restore(alert);
    }
    for (const held of this.#byId.values()) this.#letGo(held);
  }

  /** Sensors that have a period are missed when they fall silent, also when they were never heard. */
  expect(sensor: Sensor, partition: number, when: number): void {
    if (sensor.period === undefined || this.#bySensor.has(sensor.id)) return;
    const { silences } = this.#watchOfSensor(sensor.id);
    for (const metric of sensor.metrics) {
      for (const rule of this.#book.silences.get(metric) ?? []) {
        if (!concerns(rule, this.around.pathOf(sensor.area, when), sensor.id)) continue;
        const subject = this.#subjectOf(rule, sensor.area, sensor.id);
        const simulated = this.around.isSimulated({ metric, sensor: sensor.id, area: sensor.area });
        const listening = this.#listeningTo(partition);
        const held = this.#heldBy(subject, when);
        silences.push(
          new Silence(subject, durationMs(rule.after), held, listening, this.around.hash, simulated),
        );
      }
    }
    const beside = this.#silencesOf.get(partition);
    if (beside) beside.push(...silences);
    else this.#silencesOf.set(partition, silences.slice());
  }

  /** Every record of readings, ticks too, moves its partition's time. */
  hear(partition: number, appendTime: number): void {
    this.#listeningTo(partition).hear(appendTime);
    this.#now = Math.max(this.#now, appendTime);
    if (this.#now >= this.#nextChange) this.#followReforms();
  }

  onTick(partition: number): void {
    for (const silence of this.#silencesOf.get(partition) ?? []) this.#note(silence.tick());
  }

  onReading(sensor: Sensor, { at, values, quality }: Reading, place: Place): void {
    const watch = this.#watchOfSensor(sensor.id);
    for (const silence of watch.silences) {
      if (silence.subject.rule.metric in values) this.#note(silence.heard());
    }
    if (!countsInWindows(quality)) return;
    const episodes = (watch.episodes ??= this.#episodesOf(sensor, at));
    if (episodes.size === 0) return;
    for (const metric in values) {
      for (const episode of episodes.get(metric) ?? NOBODY) {
        const simulated = quality === 'simulated';
        this.#feed(episode, { from: at, at, value: values[metric]!, simulated }, place);
      }
    }
  }

  /** False for a window that does not stand: one seen already, a superseded one, or one older than what was judged since. */
  onWindow(window: Window, area: string, place: Place): boolean {
    const { metric, sensor, start, end, revision, epoch } = window;
    const shelf = sensor === undefined ? this.#book.areaWindows : this.#book.sensorWindows;
    if (window.span !== '1m' || !shelf.has(metric)) return true;
    const watch = this.#watchOf(window, shelf.get(metric)!, area);
    if (start < watch.start || (start === watch.start && !supersedes(window, watch))) return false;
    Object.assign(watch, { start, revision, epoch });
    // All of its values were taken back: it says nothing, neither that the condition holds nor that it has ended.
    if (!hasValues(window)) return true;
    for (const episode of watch.episodes) {
      const rule = episode.subject.rule as Extract<Rule, { on: 'window' }>;
      this.#feed(episode, { from: start, at: end, value: window[rule.statistic] }, place);
    }
    return true;
  }

  onIncident(incident: Incident, meaning: IncidentMeaning): void {
    this.#note(this.#incidents.take(incident, meaning));
  }

  onCommand(command: Command): CommandOutcome {
    const held = this.#byId.get(command.target);
    const alert = held?.alert ?? this.#incidents.get(command.target);
    if (!alert) return 'unknown';
    const { version, state } = alert;
    if (version !== command.version || (state !== 'unacknowledged' && state !== 'returned')) return 'stale';
    if (held) this.#note((held.alert = acknowledged(alert, command)));
    else this.#note(this.#incidents.acknowledge(alert, command));
    return 'done';
  }

  /** The new versions since the last call, in order. */
  drain(): Alert[] {
    const changed = this.#changed;
    this.#changed = [];
    return changed;
  }

  /** The oldest records that hold times rest on, appended at `since` or later. */
  *needs(since: number): Generator<Place> {
    for (const { needs } of this.#waiting) if (needs && needs.appendTime >= since) yield needs;
  }

  /** Alerts that are not over. */
  *open(): Generator<Alert> {
    for (const { alert } of this.#byId.values()) if (alert) yield alert;
    yield* this.#incidents.open();
  }

  #restore(alert: Alert): void {
    const key = this.#keyOf(alert.rule, alert, alert.since);
    const held = this.#held.get(key) ?? { alert: undefined };
    this.#held.set(key, held);
    if (held.alert && held.alert.since > alert.since) return;
    if (held.alert) this.#byId.delete(held.alert.id);
    held.alert = alert;
    if (alert.state !== 'normal') this.#byId.set(alert.id, held);
    this.#deafen(held, alert);
  }

  /** Also at the first record after a start: a reform may have come in between. */
  #followReforms(): void {
    this.#nextChange = this.around.reforms?.nextChange(this.#now) ?? Infinity;
    for (const held of this.#byId.values()) this.#follow(held);
  }

  /** Each change of areas or desks since the alert was moved last makes one version, told with the instant of the change. */
  #follow(held: Held): void {
    const { reforms } = this.around;
    this.#orphan(held);
    for (let { alert } = held; reforms && alert && alert.state !== 'normal'; alert = held.alert) {
      const { sensor, area, heir = area, desk } = alert;
      const as = alert.movedAt ?? (sensor === undefined ? alert.since : alert.raisedAt);
      const sourceAt =
        sensor === undefined ? {} : { sourceAt: (when: number) => reforms.areaOf(sensor, when) };
      const move = reforms.moveOf({ area: heir, as, desk, ...sourceAt }, this.#now);
      if (!move) return;
      held.alert = moved(alert, move);
      this.#changed.push(held.alert);
      this.#orphan(held);
    }
  }

  /** Also for an alert that was moved by an activation which came no further. */
  #orphan(held: Held): void {
    const { alert } = held;
    if (!alert || !this.#deafen(held, alert) || !isActive(alert)) return;
    held.alert = orphaned(alert, held.deafTo!);
    this.#changed.push(held.alert);
  }

  /** Whether the ground that an area's alert watched is no more; then nothing that was measured there changes it any more. */
  #deafen(held: Held, { sensor, area, since, movedAt }: Alert): boolean {
    const { reforms } = this.around;
    if (!reforms || sensor !== undefined || movedAt === undefined) return false;
    if (reforms.groundOf(area, since) === reforms.groundOf(area, movedAt)) return false;
    held.deafTo ??= movedAt;
    return true;
  }

  /** What no rule watches any more cannot end by itself. */
  #letGo(held: Held): void {
    const { alert } = held;
    if (!alert || !isActive(alert) || this.#book.get(alert.rule)) return;
    const at = alert.history.at(-1)!.at;
    held.alert = returned(
      alert,
      at,
      undefined,
      'Quy tắc không còn hiệu lực. / The rule is no longer in force.',
    );
    this.#note(held.alert);
  }

  #episodesOf(sensor: Sensor, when: number): ReadonlyMap<string, readonly Episode[]> {
    const path = this.around.pathOf(sensor.area, when);
    const byMetric = new Map<string, Episode[]>();
    for (const [metric, rules] of this.#book.readings) {
      const episodes = rules
        .filter((rule) => concerns(rule, path, sensor.id))
        .map((rule) => this.#episode(rule, sensor.area, sensor.id, when));
      if (episodes.length > 0) byMetric.set(metric, episodes);
    }
    return byMetric;
  }

  #watchOfSensor(id: string): SensorWatch {
    let watch = this.#bySensor.get(id);
    if (!watch) this.#bySensor.set(id, (watch = { silences: [], episodes: undefined }));
    return watch;
  }

  #watchOf(window: Window, rules: readonly ThresholdRule[], area: string): WindowWatch {
    const ground = window.sensor === undefined ? this.#groundOf(area, window.start) : '';
    const key = `${targetKey(window)}${ground}`;
    const known = this.#byWindow.get(key);
    if (known) return known;
    const path = this.around.pathOf(area, window.start);
    const episodes = rules
      .filter((rule) => concerns(rule, path, window.sensor))
      .map((rule) => this.#episode(rule, area, window.sensor, window.start));
    const watch = { start: -Infinity, revision: 0, epoch: 0, episodes };
    this.#byWindow.set(key, watch);
    return watch;
  }

  #episode(rule: ThresholdRule, area: string, sensor: string | undefined, when: number): Episode {
    const subject = this.#subjectOf(rule, area, sensor);
    const { hash } = this.around;
    const isSimulated = () => this.around.isSimulated({ ...subject, metric: rule.metric });
    return new Episode(subject, conditionOf(rule), this.#heldBy(subject, when), hash, isSimulated);
  }

  #subjectOf(rule: Rule, area: string, sensor?: string): Subject {
    const unit = isThreshold(rule) ? this.around.unitOf(rule.metric) : undefined;
    return { rule, area, ...(sensor !== undefined && { sensor }), ...(unit !== undefined && { unit }) };
  }

  #heldBy(subject: Subject, when: number): Held {
    const key = this.#keyOf(subject.rule.id, subject, when);
    let held = this.#held.get(key);
    if (!held) this.#held.set(key, (held = { alert: undefined }));
    return held;
  }

  #listeningTo(partition: number): Listening {
    let listening = this.#listening.get(partition);
    if (!listening) this.#listening.set(partition, (listening = new Listening()));
    return listening;
  }

  #feed(episode: Episode, sample: Parameters<Episode['take']>[0], place: Place): void {
    const waited = episode.needs;
    this.#note(episode.take(sample, place));
    if (episode.needs) this.#waiting.add(episode);
    else if (waited) this.#waiting.delete(episode);
  }

  #note(alert: Alert | undefined): void {
    if (!alert) return;
    if (alert.version === 1 && !isOfIncident(alert)) return this.#begin(alert);
    this.#changed.push(alert);
    if (alert.state === 'normal') this.#byId.delete(alert.id);
  }

  /** An alert begins where its target was then, at the desk of then; if that is over already, it moves at once. */
  #begin(alert: Alert): void {
    const held = this.#held.get(this.#keyOf(alert.rule, alert, alert.since))!;
    const { reforms } = this.around;
    const { sensor, raisedAt, since } = alert;
    const area = (sensor === undefined ? undefined : reforms?.areaOf(sensor, raisedAt)) ?? alert.area;
    const desk = reforms?.deskOf(area, sensor === undefined ? since : raisedAt);
    held.alert = { ...alert, area, ...(desk !== undefined && { desk }) };
    this.#changed.push(held.alert);
    this.#byId.set(alert.id, held);
    this.#follow(held);
  }

  /** An area is watched by its ground: another that has its code is another target. */
  #keyOf(rule: string, target: { sensor?: string; area: string }, when: number): string {
    const ground = target.sensor === undefined ? this.#groundOf(target.area, when) : '';
    return `${rule}\n${targetOf(target)}${ground}`;
  }

  #groundOf(area: string, when: number): string {
    return `@${this.around.reforms?.groundOf(area, when) ?? ''}`;
  }
}
