/** `note`: neither right nor wrong, such as a port that is free because nothing runs. */
export type Verdict = 'good' | 'note' | 'bad';

/** One line of an examination. */
export interface Finding {
  /** English and stable, for scripts. */
  readonly check:
    'node' | 'settings' | 'clock' | 'city' | 'data' | 'holder' | 'http' | 'mqtt' | 'ready' | 'accounts';
  readonly verdict: Verdict;
  readonly detail: string;
  /** Always there when something is bad. */
  readonly cure?: string;
}
