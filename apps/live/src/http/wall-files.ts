import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';

export type PageName = 'index' | 'wall' | 'console';

/** The pages as they were built; a test gives its own folder. `folder` is null where nothing is built. */
export class WallFiles {
  constructor(readonly folder: string | null) {}

  static built(): WallFiles {
    const folder = join(packageRoot(), 'dist', 'wall');
    return new WallFiles(existsSync(folder) ? folder : null);
  }

  /** The path of a page's file, or undefined if it is not built. */
  page(name: PageName): string | undefined {
    if (this.folder === null) return undefined;
    const path = join(this.folder, `${name}.html`);
    return existsSync(path) ? path : undefined;
  }
}
