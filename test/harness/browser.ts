import { type Browser, chromium, type Page } from 'playwright-core';
import { programPath } from './program.js';

/** The browser of the machine: Debian's, or another one's usual name. */
export async function browserPath(): Promise<string | undefined> {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = await programPath(name);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Headless, without a GPU, and without calls of its own to the outside. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await browserPath();
  if (executablePath === undefined) throw new Error('no browser on the path');
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/** A page of this size whose faults and foreign requests are remembered. */
export class WallPage {
  readonly faults: string[] = [];
  readonly foreign: string[] = [];

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, url: string, width = 1920, height = 1080): Promise<WallPage> {
    const page = await browser.newPage({ viewport: { width, height } });
    const wall = new WallPage(page);
    page.on('pageerror', (error) => wall.faults.push(String(error)));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && host !== new URL(url).host)
        wall.foreign.push(request.url());
    });
    await page.goto(url);
    return wall;
  }
}
