// What npm start, npm test and npm run test:real do first: build what is missing or older than its sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
      0,
    );

/** Ends the process where the build fails. */
export function ensureBuilt() {
  const built = existsSync('dist/built') ? statSync('dist/built').mtimeMs : 0;
  if (built >= Math.max(newest('apps'), newest('libs'))) return;
  console.log('Đang dựng sản phẩm, khoảng nửa phút… / Building, about half a minute…');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
