// npm start: builds what is missing or older than its sources, then runs the city with its simulator.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
      0,
    );

const built = existsSync('dist/built') ? statSync('dist/built').mtimeMs : 0;
if (built < Math.max(newest('apps'), newest('libs'))) {
  console.log('Đang dựng sản phẩm, khoảng nửa phút… / Building, about half a minute…');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
const city = spawn(process.execPath, ['bin/toancanh.js', 'city', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { TOANCANH_SIMULATE: '1', ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => city.kill(signal));
city.on('exit', (code) => process.exit(code ?? 1));
