import { incidentOf, inOwnUnit, metricOf } from '@toancanh/domains';
import { TOPICS } from '@toancanh/events';
import type { RegionTree } from '@toancanh/regions';
import type { Gateway } from '../city.js';
import type { Feed, ReadingFeed } from '../feed.js';
import { type FeedFault, type FeedYaml, formFault, lengthened, parseFeed, written } from './feed-form.js';
import type { StructuredFile } from './structured-file.js';

type ReadingFeedYaml = Extract<FeedYaml, { as: 'reading' }>;
type EventMap = Exclude<FeedYaml, { as: 'reading' }>['map'];

/** What a feed may name. */
interface Known {
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly areas: Pick<RegionTree, 'resolve'>;
}

/** The feeds of `city.yaml`. Of a feed's form the first fault is told, of its meaning all. */
export function readFeeds(file: StructuredFile, entries: readonly unknown[], known: Known): readonly Feed[] {
  const feeds: Feed[] = [];
  const names = new Set<string>();
  entries.forEach((entry, index) => {
    const at = `/feeds/${index}`;
    const parsed = parseFeed(lengthened(entry));
    if ('fault' in parsed) {
      file.fault({ ...formFault(parsed.fault), path: at + written(parsed.fault.path, entry) });
      return;
    }
    const { feed } = parsed;
    for (const fault of meaningFaults(feed, names, known)) {
      file.fault({ ...fault, path: at + written(fault.path, entry) });
    }
    names.add(feed.name);
    feeds.push(feedOf(feed));
  });
  return feeds;
}

function feedOf({ brokers, tls, login, envelope, items, decimal, start, ...feed }: FeedYaml): Feed {
  // YAML knows no undefined, so an optional field that is there has a value.
  return {
    ...(feed as Pick<ReadingFeed, 'name' | 'topic' | 'gateway' | 'as' | 'map'>),
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
  { gateways, areas }: Known,
): Iterable<FeedFault> {
  const { name, topic, brokers, login } = feed;
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
  if (feed.envelope !== 'cloudevents') yield* attributeFaults(feed.map);
  if (feed.as === 'reading') yield* valueFaults(feed.map, gateway);
  else yield* wordFaults(feed.map, areas);
}

/** Attributes are there only where an envelope is read. */
function* attributeFaults(map: FeedYaml['map']): Iterable<FeedFault> {
  for (const [path, value] of sourcesIn(map, '/map')) {
    if (!value.startsWith('ce:')) continue;
    yield {
      ...{ path, value, expected: 'envelope: cloudevents beside it' },
      cure: { vi: 'Thêm envelope: cloudevents.', en: 'Add envelope: cloudevents.' },
    };
  }
}

/** Every pointer of a map with its own place; words and settings beside them are none. */
function* sourcesIn(node: object, at: string): Iterable<readonly [path: string, source: string]> {
  for (const [name, value] of Object.entries(node) as [string, unknown][]) {
    const isSource = name === 'path' || at === '/map/place';
    if (typeof value === 'string' && isSource) yield [`${at}/${name}`, value];
    else if (typeof value === 'object' && value !== null && name !== 'map') {
      yield* sourcesIn(value, `${at}/${name}`);
    }
  }
}

/** The words of ours that the sender's are mapped to are known beforehand, so a slip in them is found here. */
function* wordFaults(map: EventMap, areas: Known['areas']): Iterable<FeedFault> {
  if ('kind' in map) {
    for (const [path, value] of wordsIn(map.kind, '/map/kind')) {
      if (incidentOf(value)) continue;
      yield {
        ...{ path, value, expected: 'a kind of incident that some domain has' },
        cure: {
          vi: 'Dùng một loại sự kiện có trong docs/domains.',
          en: 'Use a kind of incident of docs/domains.',
        },
      };
    }
  }
  if (!map.area) return;
  for (const [path, value] of wordsIn(map.area, '/map/area')) {
    if (areas.resolve(value) !== undefined) continue;
    yield {
      ...{ path, value, expected: 'the code of an area of this city' },
      cure: {
        vi: 'Dùng mã địa bàn có trong areas.json, đặt trong dấu nháy.',
        en: 'Use the code of an area of areas.json, in quotes.',
      },
    };
  }
}

function* wordsIn(
  { map, otherwise }: { readonly map?: Readonly<Record<string, string>>; readonly otherwise?: string },
  at: string,
): Iterable<readonly [path: string, word: string]> {
  for (const [sent, word] of Object.entries(map ?? {})) yield [`${at}/map/${pointerToken(sent)}`, word];
  if (otherwise !== undefined) yield [`${at}/otherwise`, otherwise];
}

/** RFC 6901 3. */
function pointerToken(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

function* valueFaults({ values }: ReadingFeedYaml['map'], gateway: Gateway | undefined): Iterable<FeedFault> {
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
