import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Parts of the built product that can be broken in a copy of it: what in which file becomes what. */
export const SABOTAGES = {
  'watermark-forgotten': {
    says: 'the aggregator does not store its watermark: closed minutes open again',
    file: 'dist/libs/windows/src/position.js',
    what: 'Number.isFinite(watermark) ? watermark : null',
    becomes: 'null',
  },
  'acknowledged-early': {
    says: 'intake acknowledges before the log has the readings',
    file: 'dist/apps/intake/src/desk/desk.js',
    what: 'await this.#commit(batch);',
    becomes: 'void this.#commit(batch);',
  },
  'late-dropped': {
    says: 'the reviser takes notices and does nothing',
    file: 'dist/apps/archiver/src/reviser/late.controller.js',
    what: /(async )?onNotices\([^)]*\) \{|onLate\([^)]*\) \{/,
    becomes: (match) => `${match} return;`,
  },
};

/** A copy of the built product with one part broken. */
export function sabotaged(root, name) {
  const sabotage = SABOTAGES[name];
  if (!sabotage) throw new Error(`no sabotage "${name}"; there are ${Object.keys(SABOTAGES).join(', ')}`);
  const copy = mkdtempSync(join(tmpdir(), 'toancanh-sabotage-'));
  for (const part of ['dist', 'bin', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const file = join(copy, sabotage.file);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(sabotage.what, sabotage.becomes);
  if (after === before) throw new Error(`${sabotage.file} has nothing to break: the sabotage is out of date`);
  writeFileSync(file, after);
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
