import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { browserPath, openBrowser, WallPage } from '../harness/browser.js';
import { CityProcess } from '../harness/city-process.js';
import { hasProgram, runProgram } from '../harness/program.js';
import { WallFigures } from '../harness/wall-figures.js';

const browserAt = await browserPath();
const mosquitto = await hasProgram('mosquitto_pub');
/** What this scene cannot do without. */
export const LACKING = [...(browserAt ? [] : ['Chromium']), ...(mosquitto ? [] : ['mosquitto-clients'])];

/** The city, and two walls that look at it: the province's, and that of one area. */
export class TwoWalls {
  private constructor(
    readonly city: CityProcess,
    readonly figures: readonly WallFigures[],
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  /**
   * The screens are near enough for a figure of every domain on the first page, and on that page they stay: a gravest alert
   * that nobody has taken holds it.
   */
  static async open(settings = ''): Promise<TwoWalls> {
    const folder = await mkdtemp(join(tmpdir(), 'toancanh-walls-'));
    await cp('cities/binh-duong', folder, { recursive: true });
    const walls = join(folder, 'walls.yaml');
    const text = await readFile(walls, 'utf8');
    await writeFile(walls, text.replaceAll('distanceM: 5 ', 'distanceM: 2 ').replaceAll('3.5', '2.4'));
    await writeFile(
      join(folder, 'city.yaml'),
      (await readFile(join(folder, 'city.yaml'), 'utf8')) + settings,
    );
    const city = await CityProcess.start({ folder });
    await publish(city, 'events', { id: 'hold', source: 'wall-panel', at: Date.now(), kind: 'fire_alarm' });
    const browser = await openBrowser();
    const figures = await Promise.all(
      ['province', 'thu-dau-mot'].map(async (name) => {
        const wall = await WallPage.open(browser, `${city.base}/wall/${name}`, 2560, 1440);
        await wall.page.locator('.alerts .alert').first().waitFor({ timeout: 15_000 });
        return new WallFigures(wall);
      }),
    );
    return new TwoWalls(city, figures, browser, folder);
  }

  /** As a program that knows nothing of this product does it; resolves once the message is acknowledged. */
  publish(sensor: string, values: object): Promise<void> {
    return publish(this.city, 'readings', { sensor, values });
  }

  /** Resolves when both walls say so. */
  async read(title: string, number: string, within: number): Promise<void> {
    await Promise.all(this.figures.map((wall) => wall.reads(title, number, within)));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.city.discard();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function publish(city: CityProcess, topic: string, message: object): Promise<void> {
  const { code, stderr } = await runProgram('mosquitto_pub', [
    ...['-p', String(city.mqttPort), '-u', 'demo', '-P', 'demo', '-q', '1'],
    ...['-t', `toancanh/v1/demo/${topic}`, '-m', JSON.stringify(message)],
  ]);
  if (code !== 0 || stderr !== '') throw new Error(`mosquitto_pub ended with ${code}: ${stderr}`);
}
