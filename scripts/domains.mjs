// Writes libs/domains/src/packs.ts, the list of the domains' folders: part of every build. Another folder may be named.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2] ?? 'libs/domains/src';
const lines = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, `${entry.name}.ts`)))
  .map(({ name }) => name)
  .sort()
  .map((name) => `export { ${inCamelCase(name)} } from './${name}/${name}.js';\n`);
const text = `// Written by scripts/domains.mjs: one line for each folder of a domain.\n${lines.join('')}`;

const file = join(root, 'packs.ts');
// A file that is rewritten without need would make every build older than its sources.
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);

function inCamelCase(name) {
  return name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
