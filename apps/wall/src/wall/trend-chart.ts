import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { spanFor, type Trend } from '../core/trend.js';

/** A chart of at most the last 24 hours that is made once and only given new data. */
export class TrendChart {
  readonly #plot: uPlot;
  #drawn: string | undefined;

  constructor(
    private readonly host: HTMLElement,
    bodyPx: number,
    colour: string,
  ) {
    this.#plot = new uPlot(
      {
        width: Math.max(1, host.clientWidth),
        height: Math.max(1, host.clientHeight),
        legend: { show: false },
        cursor: { show: false },
        padding: [bodyPx * 0.15, 0, bodyPx * 0.15, 0],
        axes: [{ show: false }, { show: false }],
        scales: { x: { time: true }, y: { range: yRange } },
        series: [
          {},
          { stroke: colour, width: Math.max(1, bodyPx / 16), points: { show: false }, spanGaps: false },
        ],
      },
      [[], []],
      host,
    );
  }

  /** Draws only where the trend or the minute has changed. */
  draw(trend: Trend, serverTime: number): void {
    const minute = Math.floor(serverTime / 60_000);
    const key = `${trend.metric}|${trend.version}|${minute}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    const { seconds, values } = trend.series();
    const span = spanFor((seconds[0] ?? 0) * 1_000, serverTime);
    this.#plot.setData([seconds, values], false);
    this.#plot.batch(() => {
      this.#plot.setScale('x', { min: (serverTime - span) / 1_000, max: serverTime / 1_000 });
    });
  }

  resize(): void {
    this.#plot.setSize({ width: this.host.clientWidth, height: this.host.clientHeight });
  }

  destroy(): void {
    this.#plot.destroy();
  }
}

/** A flat line lies in the middle instead of filling the chart with noise. */
function yRange(_plot: uPlot, min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const room = Math.max((max - min) * 0.08, Math.abs(max) * 0.02, 0.05);
  return [min - room, max + room];
}
