const APPS = ['intake', 'aggregator', 'archiver', 'alerter', 'live'];
const TWO_OF_EACH = { intake: 2, aggregator: 2, archiver: 2, alerter: 2 };

/** One step with all of its parts named: between the seconds `from` and `to` of the run. */
const step = (kind, times, [from, to], more) => ({ do: kind, times, from, to, ...more });

/**
 * The plans. Each says for whom it is (`pairs`), and makes of a pair and a form (`short` or not): how long readings are
 * sent (`seconds`) and how many a second (`rate`), what is done meanwhile (`steps`, see nemesis/kinds.mjs), and what is
 * allowed: `grows` MiB of a process, `within` seconds until everything is exact after the last reading was sent.
 */
export const PLANS = {
  late: {
    says: 'readings two hours late, repeated, out of order and corrected, and nothing else',
    pairs: ['embedded', 'real'],
    of: (_pair, short) => ({ seconds: short ? 20 : 300, rate: short ? 300 : 500, steps: [] }),
  },
  kills: {
    says: 'kill -9: 50 of each app, or of the city',
    pairs: ['embedded', 'real'],
    of(pair, short) {
      const seconds = short ? 30 : pair === 'real' ? 720 : 400;
      const rate = short ? 200 : pair === 'real' ? 280 : 500;
      const times = short ? (pair === 'real' ? 2 : 4) : 50;
      const whom = pair === 'real' ? APPS : ['city'];
      return {
        seconds,
        rate,
        steps: whom.map((app) => step('kill', times, [3, seconds], { whom: app })),
      };
    },
  },
  rebalances: {
    says: 'members join and leave their groups 20 times',
    pairs: ['real'],
    of: (_pair, short) => ({
      seconds: short ? 30 : 400,
      rate: 300,
      steps: [
        step('rebalance', short ? 2 : 20, [3, short ? 20 : 390], {
          whom: ['archiver', 'aggregator', 'alerter', 'intake'],
          seconds: [1, 6],
        }),
      ],
    }),
  },
  zombies: {
    says: 'processes stop for longer than their sessions and wake up, 20 times',
    pairs: ['real'],
    of: (_pair, short) => ({
      seconds: short ? 30 : 400,
      rate: 300,
      count: TWO_OF_EACH,
      steps: [
        step('freeze', short ? 2 : 20, [3, short ? 25 : 390], {
          whom: ['aggregator', 'archiver', 'aggregator', 'alerter', 'archiver', 'intake'],
          seconds: [8, 14],
        }),
      ],
    }),
  },
  'influx-away': {
    says: 'no InfluxDB for 10 minutes',
    pairs: ['real'],
    of: (_pair, short) => away('influx', short ? 15 : 600),
  },
  'kafka-away': {
    says: 'no Kafka for 10 minutes',
    pairs: ['real'],
    of: (_pair, short) => away('kafka', short ? 15 : 600),
  },
  'disk-full': {
    says: 'the disk of the embedded log and store has no room for 60 s, ten times',
    pairs: ['embedded'],
    of: (_pair, short) => full('data', short),
  },
  'influx-full': {
    says: 'the disk of InfluxDB has no room for 60 s, ten times',
    pairs: ['real'],
    of: (_pair, short) => full('influx', short),
  },
  'kafka-full': {
    says: 'the disk of Kafka has no room for 60 s, ten times; its supervisor starts it again',
    pairs: ['real'],
    of: (_pair, short) => full('kafka', short),
  },
  clocks: {
    says: 'clocks of processes jump by minutes and by an hour',
    pairs: ['embedded', 'real'],
    of(pair, short) {
      const seconds = short ? 30 : 300;
      return {
        seconds,
        rate: 300,
        clocks: true,
        steps: [
          step('jump', short ? 3 : 20, [3, seconds], {
            whom: pair === 'real' ? ['intake', 'aggregator', 'alerter', 'archiver'] : ['city'],
            // More than five minutes back, and intake would rightly refuse readings as dated in the future.
            offsets: [-200, -60, 0, 60, 200, 3_600],
          }),
        ],
      };
    },
  },
  network: {
    says: 'the network between the apps and the servers is cut, or swallows what is sent',
    pairs: ['real'],
    of(_pair, short) {
      const seconds = short ? 40 : 500;
      return {
        seconds,
        rate: 300,
        linked: APPS,
        steps: [
          step('sever', short ? 2 : 20, [3, short ? 25 : 480], {
            whom: ['archiver', 'intake', 'aggregator', 'alerter', 'live'],
            links: ['kafka', 'kafka', 'kafka', 'influx'],
            seconds: [3, 15],
          }),
        ],
      };
    },
  },
  mixed: {
    says: 'a little of everything that is quick',
    pairs: ['real'],
    of: () => ({
      seconds: 45,
      rate: 200,
      count: { aggregator: 2, archiver: 2 },
      steps: [
        step('kill', 3, [2, 14], { whom: 'intake' }),
        ...['aggregator', 'archiver', 'alerter', 'live'].map((whom) => step('kill', 1, [2, 14], { whom })),
        step('away', 1, [14, 16], { what: 'influx', seconds: 5 }),
        step('away', 1, [22, 24], { what: 'kafka', seconds: 5 }),
        step('freeze', 1, [32, 34], { whom: ['aggregator'], seconds: [8, 10] }),
      ],
    }),
  },
};

/** What every change must pass. */
export const CI = [
  { plan: 'kills', pair: 'embedded' },
  { plan: 'disk-full', pair: 'embedded' },
  { plan: 'kills', pair: 'real' },
];

/** Begins when every process has had time to grow to its usual size. */
function away(what, seconds) {
  const from = Math.min(seconds, 60);
  return {
    seconds: from + seconds + 25,
    rate: 200,
    grows: 100,
    within: 180,
    steps: [step('away', 1, [from, from + 1], { what, seconds })],
  };
}

function full(what, short) {
  const [times, seconds, apart] = short ? [2, 5, 8] : [10, 60, 75];
  return {
    seconds: 8 + times * apart,
    rate: 200,
    within: 240,
    smallDisks: [what],
    steps: [step('fill', times, [5, 5 + times * apart], { what, seconds })],
  };
}
