/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { WallPage } from './browser.js';

/** The figures of a wall as a person in front of it reads them. */
export class WallFigures {
  constructor(private readonly wall: WallPage) {}

  /** Resolves when the figure reads so. */
  async reads(title: string, number: string, within: number): Promise<void> {
    const { page } = this.wall;
    const row = page
      .locator('.figure')
      .filter({ has: page.locator('.title', { hasText: exactly(title) }) })
      .locator('.number')
      .filter({ hasText: exactly(number) });
    await row.waitFor({ timeout: within }).catch(async () => {
      const seen = JSON.stringify(await this.all(), undefined, 1);
      throw new Error(`${title} is not ${number} on ${page.url()}, which has ${seen}`);
    });
  }

  /** Number by title. */
  all(): Promise<Record<string, string>> {
    return this.wall.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('.figure')].map((row) =>
          ['.title', '.number'].map((part) => row.querySelector<HTMLElement>(part)?.innerText ?? ''),
        ),
      ),
    );
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
