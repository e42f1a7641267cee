import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { browserPath, openBrowser, WallPage } from './harness/browser.js';
import { CityProcess } from './harness/city-process.js';
import { Background } from './harness/program.js';
import { TcpProxy } from './harness/tcp-proxy.js';

const browserAt = await browserPath();
const SAYS_WITHIN = 3_000;
const HATCHED_WITHIN = 10_000;

/** A folder on a file system so small that it can be filled; null where mounting one is refused. */
async function smallDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'toancanh-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
}
const disk = await smallDisk();

(browserAt ? describe : describe.skip)(
  `a wall whose data is pulled away${browserAt ? '' : ' (no Chromium on the path)'}`,
  () => {
    let browser: Browser;
    let city: CityProcess;
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
    /** Milliseconds until the wall says it in this word, and until it is hatched. */
    const reaction = async (word: string) => {
      const began = Date.now();
      await strip().filter({ hasText: word }).waitFor({ timeout: SAYS_WITHIN });
      const said = Date.now() - began;
      await wall.page.locator('.picture.hatched').waitFor({ timeout: HATCHED_WITHIN - said });
      return { said, hatched: Date.now() - began };
    };
    const recovered = async () => {
      await strip().filter({ hasText: 'TRỰC TIẾP' }).waitFor({ timeout: 15_000 });
      await wall.page.locator('.picture:not(.hatched)').waitFor({ timeout: 5_000 });
    };

    beforeAll(async () => {
      city = await CityProcess.start(disk ? { data: join(disk, 'data') } : {});
      simulator = simulate();
      proxy = await TcpProxy.to(city.httpPort);
      browser = await openBrowser();
      wall = await WallPage.open(browser, `http://127.0.0.1:${proxy.port}/wall/province`);
      await recovered();
    }, 60_000);

    afterAll(async () => {
      await browser.close();
      await proxy.close();
      await simulator.stop();
      await city.discard();
      if (disk) {
        execFileSync('umount', [disk]);
        await rm(disk, { recursive: true });
      }
    });

    it('says so when the gateways fall silent, and recovers when they publish again', async () => {
      await simulator.stop();
      await reaction('Không có số liệu mới');
      simulator = simulate();
      await recovered();
    }, 60_000);

    (disk ? it : it.skip)(
      `says so when the log takes no writes, and recovers when it does${disk ? '' : ' (mounting a small disk is refused here)'}`,
      async () => {
        const filler = join(disk!, 'filler');
        const { bavail, bsize } = await statfs(disk!);
        // More than there is: what is written until the disk is full stays.
        await writeFile(filler, Buffer.alloc(bavail * bsize + 1)).catch(() => undefined);
        await reaction('Mất kết nối');
        expect(await city.status('/health/ready')).toBe(503);
        await rm(filler);
        await recovered();
      },
      60_000,
    );

    it('says so when the server is killed, and recovers when it is back', async () => {
      await city.kill();
      await reaction('Mất kết nối');
      city = await CityProcess.start({ data: city.data, httpPort: city.httpPort, mqttPort: city.mqttPort });
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
