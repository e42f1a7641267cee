import { render } from 'preact';
import { orderAlerts, unseenCount } from '../core/alert-rows.js';
import { conditionAt, WATCH_EVERY } from '../core/condition.js';
import { CityCalendar } from '../core/format.js';
import { Areas } from '../map/geography.js';
import { loadWall, untilAnswered } from '../net/resources.js';
import '../style/console.css';
import { Feed } from '../wall/feed.js';
import { Frames } from '../wall/frames.js';
import { Console } from './console.js';

async function start(host: HTMLElement): Promise<void> {
  render(<p class="nothing">Đang nối…</p>, host);
  const data = await untilAnswered(() => loadWall('province'));
  const areas = new Areas(data.area, data.children);
  const calendar = new CityCalendar(data.timeZone);
  const startedAt = performance.now();
  let chosenId: string | undefined;

  const draw = (now: number): void => {
    const { stream, pulse, expected, tick, sources, known } = feed;
    const alerts = stream.picture.alerts;
    const ordered = orderAlerts(alerts.values());
    const serverTime = tick ? Date.parse(tick.serverTime) : 0;
    const model = {
      name: data.name,
      simulated: data.simulated || ordered.some(({ simulated }) => simulated),
      condition: conditionAt(now, startedAt, pulse, expected),
      sources: sources.count(serverTime),
      known,
      ordered,
      unseen: unseenCount(ordered),
      chosen: chosenId === undefined ? undefined : alerts.get(chosenId),
      serverTime,
      second: Math.floor(serverTime / 1_000),
      calendar,
      areaName: (code: string) => (code === data.area ? data.name : (areas.name(code) ?? code)),
    };
    render(<Console model={model} select={select} />, host);
  };
  const select = (id: string): void => {
    chosenId = id;
    frames.request();
  };
  const frames = new Frames(draw);
  const feed = new Feed(data, areas, () => frames.request());
  setInterval(() => frames.request(), 4 * WATCH_EVERY);
  frames.request();
}

const host = document.querySelector<HTMLElement>('#root');
if (host) void start(host);
