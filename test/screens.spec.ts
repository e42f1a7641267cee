/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { browserPath, openBrowser, WallPage } from './harness/browser.js';
import { CityProcess } from './harness/city-process.js';

const browserAt = await browserPath();
const SIZES = [
  { name: '1080p', width: 1920, height: 1080 },
  { name: '4K', width: 3840, height: 2160 },
];
/** Height of the picture and distance of the furthest seat in metres, as the city folder has them measured. */
const WALLS = [
  { area: 'province', title: 'Trung tâm điều hành Bình Dương', heightM: 2.055, distanceM: 5 },
  { area: 'di-an', title: 'Khu vực Dĩ An', heightM: 0.685, distanceM: 3.5 },
];
/** Inter's capitals are 0.728 of its size; 24 minutes of arc is what Vietnamese body text needs. */
const bodyPx = (height: number, heightM: number, distanceM: number) =>
  ((distanceM * Math.tan((24 / 60) * (Math.PI / 180))) / heightM / 0.728) * height;

/** What an eye would trip over: text that leaves its box, blocks that overlap, a page that scrolls. */
function flaws(): string[] {
  const found: string[] = [];
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) found.push('the page scrolls');
  for (const element of document.querySelectorAll<HTMLElement>('.picture *')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > clientWidth + 1 || box.bottom > clientHeight + 1 || box.left < -1 || box.top < -1) {
      found.push(`${element.className || element.tagName} leaves the picture`);
    }
    if (
      element.children.length === 0 &&
      element.textContent &&
      element.scrollHeight > element.clientHeight + 1
    ) {
      const { overflowY, display } = getComputedStyle(element);
      if (overflowY === 'hidden' && display !== 'inline') found.push(`"${element.textContent}" is cut`);
    }
  }
  return found;
}

const textSizes = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.alert .title, .alert .where, .strip .item, .condition')].map(
      (element) => ({
        what: element.className,
        px: parseFloat(getComputedStyle(element).fontSize),
        line: parseFloat(getComputedStyle(element).lineHeight),
      }),
    ),
  );

(browserAt ? describe : describe.skip)(
  `the walls as they are painted${browserAt ? '' : ' (no Chromium on the path)'}`,
  () => {
    let browser: Browser;
    let city: CityProcess;

    beforeAll(async () => {
      city = await CityProcess.start({ simulate: true });
      browser = await openBrowser();
      await mkdir('coverage', { recursive: true });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await city.discard();
    });

    it.each(WALLS.flatMap((wall) => SIZES.map((size) => ({ ...wall, ...size }))))(
      '$area at $name: sizes for its furthest seat, rows within its budget, nothing cut, nothing from outside',
      async ({ area, title, name, width, height, heightM, distanceM }) => {
        const wall = await WallPage.open(browser, `${city.base}/wall/${area}`, width, height);
        const { page } = wall;
        await page.locator('.strip .condition').filter({ hasText: 'TRỰC TIẾP' }).waitFor({ timeout: 15_000 });
        await page.locator('.header .name').filter({ hasText: title }).waitFor();
        await page.locator('.header .mark').filter({ hasText: 'MÔ PHỎNG' }).waitFor();
        await page.screenshot({ path: `coverage/wall-${area}-${name}.png` });

        expect(await page.evaluate(flaws)).toEqual([]);
        const body = bodyPx(height, heightM, distanceM);
        const sizes = await textSizes(page);
        expect(sizes.length).toBeGreaterThan(2);
        for (const { what, px, line } of sizes) {
          // Body at 24′, what stands beside it at 20′, nothing below 14 px.
          expect({ what, px, isLegible: px >= Math.max(14, (20 / 24) * body) - 0.5 }).toMatchObject({
            isLegible: true,
          });
          if (!Number.isNaN(line)) expect(line / px).toBeGreaterThanOrEqual(1.31);
        }
        const rows = await page.locator('.alerts li').count();
        expect(rows * 1.45 * body).toBeLessThan(height);
        expect(wall.foreign).toEqual([]);
        expect(wall.faults).toEqual([]);
        await page.close();
      },
      60_000,
    );
  },
);
