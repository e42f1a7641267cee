import { render } from 'preact';
import '../style/console.css';
import { loadWall, untilAnswered, type WallData } from '../net/resources.js';

/** The command of the first reading; the port is the one that a city listens on unless told otherwise. */
const FIRST_READING = `mosquitto_pub -p 1883 -u demo -P demo -q 1 -t toancanh/v1/demo/readings -m '{"sensor":"my-first","values":{"pm25":31.2}}'`;

const API: readonly (readonly [path: string, vi: string, en: string])[] = [
  ['/api/openapi.json', 'Mô tả API (OpenAPI 3.1)', 'HTTP API'],
  ['/api/asyncapi.json', 'Mô tả luồng sự kiện (AsyncAPI 3.0)', 'event streams'],
  ['/api/v1/latest?area=province&limit=100', 'Giá trị mới nhất', 'latest values'],
  ['/api/v1/status', 'Trạng thái các khâu xử lý', 'status of each stage'],
  ['/metrics', 'Chỉ số Prometheus', 'metrics'],
];

function Home({ data }: { data: WallData | undefined }) {
  const centres = data?.children.filter(({ parent }) => parent === data.area) ?? [];
  return (
    <main class="page">
      <h1>Toàn Cảnh{data && ` · ${data.name}`}</h1>
      {data?.simulated && <p class="mark">MÔ PHỎNG — số liệu do bộ mô phỏng sinh ra (simulated data)</p>}
      <h2>
        Màn hình <small>Walls</small>
      </h2>
      <ul class="links">
        <li>
          <a href="/wall/province">Toàn tỉnh</a>
        </li>
        {centres.map(({ code, name }) => (
          <li key={code}>
            <a href={`/wall/${encodeURIComponent(code)}`}>{name}</a>
          </li>
        ))}
      </ul>
      <h2>
        Trực ban <small>Operators</small>
      </h2>
      <ul class="links">
        <li>
          <a href="/console">Bảng điều khiển</a>
        </li>
      </ul>
      <h2>
        Gửi số đo đầu tiên <small>Publish a first reading</small>
      </h2>
      <pre>
        <code>{FIRST_READING}</code>
      </pre>
      <h2>
        Giao diện lập trình <small>Interfaces</small>
      </h2>
      <ul>
        {API.map(([path, vi, en]) => (
          <li key={path}>
            <a href={path}>{vi}</a> <small>{en}</small>
          </li>
        ))}
      </ul>
    </main>
  );
}

const host = document.querySelector<HTMLElement>('#root');
if (host) {
  render(<Home data={undefined} />, host);
  void untilAnswered(() => loadWall('province')).then((data) => render(<Home data={data} />, host));
}
