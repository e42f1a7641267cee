import type { Browser } from 'playwright-core';
import { browserPath, openBrowser, WallPage } from '../harness/browser.js';
import { Background } from '../harness/program.js';
import type { RunningCity } from '../harness/running-city.js';
import { TcpProxy } from '../harness/tcp-proxy.js';

const browserAt = await browserPath();
const SAYS_WITHIN = 3_000;
const HATCHED_WITHIN = 10_000;

/** How the log is kept from taking writes, and let again. */
export interface Outage {
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface StaleScene {
  start(): Promise<RunningCity>;
  /** Or why there can be none here. */
  outage(): Outage | string;
  /** After the city is discarded. */
  clear(): Promise<void>;
}

/** Data is pulled away at every place that can break, and the wall says so and recovers by itself. */
export function describeStale(name: string, scene: StaleScene): void {
  (browserAt ? describe : describe.skip)(
    `a wall whose data is pulled away, ${name}${browserAt ? '' : ' (no Chromium on the path)'}`,
    () => {
      let browser: Browser;
      let city: RunningCity;
      const outage = scene.outage();
      let simulator: Background;
      let proxy: TcpProxy;
      let wall: WallPage;

      const simulate = () =>
        Background.start(process.execPath, [
          'bin/toancanh.js',
          'sim',
          '--url',
          `mqtt://127.0.0.1:${city.mqttPort}`,
        ]);
      const strip = () => wall.page.locator('.strip .condition');
      /** Resolves when the wall has said it in this word and is hatched, each in its time. */
      const reaction = async (word: string) => {
        const began = Date.now();
        try {
          await strip().filter({ hasText: word }).waitFor({ timeout: SAYS_WITHIN });
          const said = Date.now() - began;
          await wall.page.locator('.picture.hatched').waitFor({ timeout: HATCHED_WITHIN - said });
        } catch (error) {
          const ready = await city.intake.get('/health/ready').then(JSON.stringify, String);
          const seen = await wall.page.locator('.strip').innerText();
          throw new Error(`the wall says: ${seen}\n${ready}\n${city.output}`, { cause: error });
        }
      };
      const recovered = async () => {
        await strip().filter({ hasText: 'TRỰC TIẾP' }).waitFor({ timeout: 15_000 });
        await wall.page.locator('.picture:not(.hatched)').waitFor({ timeout: 5_000 });
      };

      beforeAll(async () => {
        city = await scene.start();
        simulator = simulate();
        proxy = await TcpProxy.to(city.live.httpPort);
        browser = await openBrowser();
        wall = await WallPage.open(browser, `http://127.0.0.1:${proxy.port}/wall/province`);
        await recovered();
      }, 90_000);

      afterAll(async () => {
        await browser.close();
        await proxy.close();
        await simulator.stop();
        await city.discard();
        await scene.clear();
      }, 60_000);

      it('says so when the gateways fall silent, and recovers when they publish again', async () => {
        await simulator.stop();
        await reaction('Không có số liệu mới');
        simulator = simulate();
        await recovered();
      }, 60_000);

      (typeof outage === 'string' ? it.skip : it)(
        `says so when the log takes no writes, and recovers when it does${typeof outage === 'string' ? ` (${outage})` : ''}`,
        async () => {
          const { begin, end } = outage as Outage;
          try {
            await Promise.all([begin(), reaction('Mất kết nối')]);
            expect(await city.intake.status('/health/ready')).toBe(503);
          } finally {
            await end();
          }
          await recovered();
        },
        90_000,
      );

      it('says so when the server is killed, and recovers when it is back', async () => {
        await city.kill();
        await reaction('Mất kết nối');
        city = await city.again();
        await recovered();
      }, 60_000);

      it('says so when its own network is cut, and recovers when it is mended', async () => {
        proxy.cut();
        await reaction('Mất kết nối');
        proxy.mend();
        await recovered();
      }, 60_000);

      it('has asked nothing of the outside world and thrown nothing', () => {
        expect(wall.foreign).toEqual([]);
        expect(wall.faults).toEqual([]);
      });
    },
  );
}
