import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../harness/program.js';

const SOURCE = 'libs/domains/src';
const PARKS = `
import type { Domain } from '../domain.js';

export const parksAndLakes: Domain = {
  name: 'parks-and-lakes',
  order: 1_000,
  title: { vi: 'Công viên', en: 'Parks' },
  metrics: [
    { name: 'swan_count', unit: '', min: 0, max: 99, digits: 0, title: { vi: 'Thiên nga', en: 'Swans' } },
  ],
  panel: [],
};
`;

interface Catalogue {
  readonly DOMAINS: readonly { readonly name: string }[];
  domainOfMetric(metric: string): { readonly name: string } | undefined;
}

describe('adding a domain', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toancanh-domains-'));
    await cp(SOURCE, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const listed = async () => {
    expect(await runProgram(process.execPath, ['scripts/domains.mjs', folder])).toMatchObject({ code: 0 });
    return readFile(join(folder, 'packs.ts'), 'utf8');
  };

  it('is a folder and nothing else', async () => {
    await mkdir(join(folder, 'parks-and-lakes'));
    await writeFile(join(folder, 'parks-and-lakes', 'parks-and-lakes.ts'), PARKS);
    await listed();
    const { DOMAINS, domainOfMetric } = (await import(join(folder, 'catalogue.ts'))) as Catalogue;
    expect(DOMAINS.at(-1)?.name).toBe('parks-and-lakes');
    expect(domainOfMetric('swan_count')?.name).toBe('parks-and-lakes');
  });

  it('leaves out a folder that holds no domain', async () => {
    await mkdir(join(folder, 'notes'));
    expect(await listed()).not.toContain('notes');
  });

  it('has been done for the folders that are there: otherwise run node scripts/domains.mjs', async () => {
    expect(await readFile(join(SOURCE, 'packs.ts'), 'utf8')).toBe(await listed());
  });
});
