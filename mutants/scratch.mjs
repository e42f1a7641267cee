import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the specs and the code under them are made of. */
const PARTS = [
  'apps',
  'cities',
  'libs',
  'scripts',
  'test',
  'jest.config.mjs',
  'package.json',
  'tsconfig.json',
];

/** A copy of the sources that may be broken, in the system's temporary folder. */
export function scratchOf(root) {
  const folder = mkdtempSync(join(tmpdir(), 'toancanh-mutants-'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Breaks the copy; calling what it returns mends it. Throws where the mutant does not fit the code any more. */
export function apply({ name, file, find, replace }, folder) {
  const path = join(folder, file);
  const whole = readFileSync(path, 'utf8');
  const times = timesIn(whole, find);
  if (times !== 1) throw new Error(`${name}: ${file} has its text ${times} times, must have it once`);
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  return () => writeFileSync(path, whole);
}

export function timesIn(whole, part) {
  return whole.split(part).length - 1;
}
