import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Parts of the built product that can be broken in a copy of it: in which file what becomes what, in this order. */
export const SABOTAGES = {
  'watermark-forgotten': {
    says: 'the aggregator does not store its watermark: closed minutes open again',
    file: 'dist/libs/windows/src/position.js',
    changes: [['Number.isFinite(watermark) ? watermark : null', 'null']],
  },
  'acknowledged-early': {
    says: 'intake acknowledges before the log has the readings',
    file: 'dist/apps/intake/src/desk/desk.js',
    changes: [
      ['batch.settle();', ''],
      ['await this.#commit(batch);', 'batch.settle(); await this.#commit(batch);'],
    ],
  },
  'late-dropped': {
    says: 'the reviser takes notices and does nothing',
    file: 'dist/apps/archiver/src/reviser/late.controller.js',
    changes: [['async onNotices(batch) {', 'async onNotices(batch) { return;']],
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
  let text = readFileSync(file, 'utf8');
  for (const [what, becomes] of sabotage.changes) {
    if (!text.includes(what))
      throw new Error(`${sabotage.file} has no "${what}": the sabotage is out of date`);
    text = text.replace(what, () => becomes);
  }
  // Not in place: a copy may share its files with what it was made of.
  rmSync(file);
  writeFileSync(file, text);
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
