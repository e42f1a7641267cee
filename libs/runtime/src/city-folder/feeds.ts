import { inOwnUnit, metricOf } from '@toancanh/domains';
import { TOPICS } from '@toancanh/events';
import type { Gateway } from '../city.js';
import type { Feed } from '../feed.js';
import { type FeedFault, FeedYaml, formFault, lengthened, written } from './feed-form.js';
import type { StructuredFile } from './structured-file.js';

/** The feeds of `city.yaml`. Of a feed's form the first fault is told, of its meaning all. */
export function readFeeds(
  file: StructuredFile,
  entries: readonly unknown[],
  gateways: ReadonlyMap<string, Gateway>,
): readonly Feed[] {
  const feeds: Feed[] = [];
  const names = new Set<string>();
  entries.forEach((entry, index) => {
    const at = `/feeds/${index}`;
    const long = lengthened(entry);
    if (!FeedYaml.check(long)) {
      const fault = FeedYaml.faultOf(long);
      file.fault({ ...formFault(fault), path: at + written(fault.path, entry) });
      return;
    }
    for (const fault of meaningFaults(long, names, gateways)) {
      file.fault({ ...fault, path: at + written(fault.path, entry) });
    }
    names.add(long.name);
    feeds.push(feedOf(long));
  });
  return feeds;
}

function feedOf({ brokers, tls, login, envelope, items, decimal, start, ...feed }: FeedYaml): Feed {
  // YAML knows no undefined, so an optional field that is there has a value.
  return {
    ...(feed as Pick<Feed, 'name' | 'topic' | 'gateway' | 'as' | 'map'>),
    brokers: brokers ?? null,
    tls: tls ?? false,
    login: login ?? null,
    envelope: envelope ?? 'none',
    items: items ?? null,
    decimal: decimal ?? null,
    start: start ?? 'latest',
  };
}

function* meaningFaults(
  feed: FeedYaml,
  names: ReadonlySet<string>,
  gateways: ReadonlyMap<string, Gateway>,
): Iterable<FeedFault> {
  const { name, topic, brokers, login, map } = feed;
  if (names.has(name)) {
    yield {
      ...{ path: '/name', value: name, expected: 'a name that no other feed has' },
      cure: { vi: 'Đặt tên khác cho một trong hai nguồn.', en: 'Rename one of the two feeds.' },
    };
  }
  const gateway = gateways.get(feed.gateway);
  if (!gateway) {
    yield {
      ...{ path: '/gateway', value: feed.gateway, expected: 'the id of a gateway of gateways.yaml' },
      cure: { vi: 'Khai cổng này trong gateways.yaml.', en: 'Enter this gateway in gateways.yaml.' },
    };
  }
  if (!brokers && Object.values(TOPICS).some((own) => own.name === topic)) {
    yield {
      ...{ path: '/topic', value: topic, expected: 'a topic that Toàn Cảnh does not write itself' },
      cure: {
        vi: 'Dùng tên chủ đề của đơn vị gửi, hoặc ghi brokers nếu đó là cụm Kafka khác.',
        en: "Name the sender's topic, or its brokers if it is on another Kafka.",
      },
    };
  }
  if (login?.mechanism === 'plain' && !feed.tls) {
    yield {
      ...{ path: '/login/mechanism', value: 'plain', expected: 'tls: true, or a scram mechanism' },
      cure: {
        vi: 'Thêm tls: true để mật khẩu không đi qua mạng ở dạng đọc được.',
        en: 'Add tls: true, so that the password does not cross the network in clear.',
      },
    };
  }
  if (login && !brokers) {
    yield {
      ...{ path: '/login', value: undefined, expected: 'brokers beside it' },
      cure: { vi: 'Ghi brokers của nguồn.', en: 'Name the brokers of the feed.' },
    };
  }
  if (feed.envelope !== 'cloudevents') yield* attributeFaults(map);
  yield* valueFaults(map, gateway);
}

/** Attributes are there only where an envelope is read. */
function* attributeFaults(map: FeedYaml['map']): Iterable<FeedFault> {
  const sources = [
    ['/map/sensor/path', map.sensor.path],
    ['/map/at/path', map.at?.path],
    ['/map/place/0', map.place?.[0]],
    ['/map/place/1', map.place?.[1]],
    ['/map/quality/path', map.quality?.path],
    ...Object.entries(map.values).map(([metric, { path }]) => [`/map/values/${metric}/path`, path] as const),
  ] as const;
  for (const [path, value] of sources) {
    if (!value?.startsWith('ce:')) continue;
    yield {
      ...{ path, value, expected: 'envelope: cloudevents beside it' },
      cure: { vi: 'Thêm envelope: cloudevents.', en: 'Add envelope: cloudevents.' },
    };
  }
}

function* valueFaults({ values }: FeedYaml['map'], gateway: Gateway | undefined): Iterable<FeedFault> {
  const seen = new Set<string>();
  for (const [name, { unit }] of Object.entries(values)) {
    const metric = metricOf(name);
    if (!metric || seen.has(metric.name)) {
      yield {
        ...{ path: '/map/values', value: name, expected: metric ? 'each metric once' : 'a known metric' },
        cure: {
          vi: 'Dùng tên chỉ số của Toàn Cảnh ở bên trái, mỗi chỉ số một lần.',
          en: "Use one of Toàn Cảnh's metric names on the left, each once.",
        },
      };
      continue;
    }
    seen.add(metric.name);
    if (unit === undefined) continue;
    const path = `/map/values/${name}/unit`;
    if (inOwnUnit(metric, 0, unit) === undefined) {
      const units = [metric.unit, ...Object.keys(metric.units ?? {})].join(', ');
      yield {
        ...{ path, value: unit, expected: `one of ${units}` },
        cure: { vi: 'Ghi một đơn vị mà chỉ số này có.', en: 'Write a unit that this metric has.' },
      };
    } else if (gateway?.units === 'assumed') {
      yield {
        ...{ path, value: unit, expected: 'no unit: the gateway has units: assumed, which ignores it' },
        cure: {
          vi: 'Bỏ đơn vị này, hoặc ghi units: declared cho cổng trong gateways.yaml.',
          en: 'Remove this unit, or write units: declared for the gateway in gateways.yaml.',
        },
      };
    }
  }
}
