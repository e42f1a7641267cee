import { Child } from './child.mjs';

/** Publishes as the gateway `demo`: readings of 200 bytes of `sensors` sensors, in turn. */
export class Load {
  #child = new Child('./generator.mjs');

  connect({ count = 1, sensors = 10_000, bytes = 200, limit = 1_000, prefix = 'bench', ...where }) {
    const gateway = { user: 'demo', password: 'demo', topic: 'toancanh/v1/demo/readings' };
    return this.#child.order({ connect: { ...gateway, count, sensors, bytes, limit, prefix, ...where } });
  }

  /**
   * `{readings}` or `{seconds}` as fast as acknowledged, or with `rate` paced. With `past: {from, every}` the instants of
   * each round of all sensors are `every` milliseconds apart, from `from` on.
   */
  run(how) {
    return this.#child.order({ run: how });
  }

  /** Instant of the newest reading of each sensor, by its name. */
  newest() {
    return this.#child.order({ newest: true });
  }

  close() {
    return this.#child.order({ close: true });
  }

  end() {
    return this.#child.end();
  }
}

/** Follows /live as a wall does. */
export class Follower {
  #child = new Child('./stream.mjs');

  /** Resolves with the first snapshot. Sensors whose names begin with `prefix` are measured. */
  follow(url, { areas = ['province'], prefix = '' } = {}) {
    return this.#child.order({ follow: { url, areas, prefix } });
  }

  /** Resolves when the newest instant of each sensor has come. */
  expect(newest) {
    return this.#child.order({ expect: newest });
  }

  /** Since the last time: from publish to delta. */
  figures() {
    return this.#child.order({ figures: true });
  }

  end() {
    return this.#child.end();
  }
}
