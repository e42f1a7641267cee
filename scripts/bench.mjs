// npm run bench -- <name> [options]: prints figures with units; asserts nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const names = readdirSync('bench', { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.mjs'))
  .map(({ name }) => name.replace(/\.mjs$/, ''));
const [name, ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`npm run bench -- <${names.join('|')}> [--help]`);
  process.exit(2);
}
if (!existsSync('dist/built')) {
  console.error('Chưa dựng sản phẩm / not built: npm run build');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, [`bench/${name}.mjs`, ...options], { stdio: 'inherit' });
process.exit(status ?? 1);
