import { render } from 'preact';
import '../style/wall.css';
import { Areas, geographyOf } from '../map/geography.js';
import { loadBoundaries, loadWall, NotFound, untilAnswered } from '../net/resources.js';
import { Feed } from './feed.js';
import { WallScreen } from './screen.js';

async function start(host: HTMLElement): Promise<void> {
  const area = decodeURIComponent(location.pathname.split('/').filter(Boolean)[1] ?? 'province');
  render(<div class="message">Đang nối…</div>, host);
  try {
    const [data, topology] = await Promise.all([
      untilAnswered(() => loadWall(area)),
      untilAnswered(loadBoundaries),
      // Canvas text would otherwise be measured and drawn in another face.
      Promise.all(['400 20px Inter', '600 20px Inter'].map((font) => document.fonts.load(font))),
    ]);
    document.title = `${data.name} · Toàn Cảnh`;
    const areas = new Areas(data.area, data.children);
    const place = { data, areas, geography: geographyOf(topology, areas) };
    render(null, host);
    const screen = new WallScreen(host, place, () => feed);
    const feed = new Feed(data, areas, () => screen.frames.request(), data.area);
    screen.frames.request();
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    render(<div class="message">Không có màn hình cho khu vực “{area}”</div>, host);
  }
}

const host = document.querySelector<HTMLElement>('#root');
if (host) void start(host);
