export type ProtocolVersion = 4 | 5;

/** How an attempt ended without a session: the broker refused the version, closed without a word, or anything else. */
export type Failure = 'version' | 'silence' | 'other';

/** A broker that does not know MQTT 5 may close without a CONNACK; one that restarts does so too, but not this often. */
const SILENCES = 3;

/** MQTT 5 unless the broker does not speak it; what has worked once is kept until it is refused. */
export class ProtocolChoice {
  version: ProtocolVersion = 5;
  #works = false;
  #silences = 0;

  worked(): void {
    this.#works = true;
    this.#silences = 0;
  }

  /** True if the other version shall be tried. */
  failed(failure: Failure): boolean {
    this.#silences = failure === 'silence' ? this.#silences + 1 : 0;
    const changes = failure === 'version' || (!this.#works && this.#silences >= SILENCES);
    if (!changes) return false;
    this.version = this.version === 5 ? 4 : 5;
    this.#works = false;
    this.#silences = 0;
    return true;
  }
}
