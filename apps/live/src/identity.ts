import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WallFiles } from './http/wall-files.js';
import { packageRoot } from './package-root.js';

/** Which server this is: `boot` differs after a restart, `build` after a change of the program or of the wall's files. */
@Injectable()
export class Identity {
  readonly boot = randomUUID();
  readonly build: string;

  constructor(files: WallFiles) {
    const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
      version: string;
    };
    const page = files.page('wall');
    const digest = page && createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 8);
    this.build = digest ? `${version}+${digest}` : version;
  }
}
