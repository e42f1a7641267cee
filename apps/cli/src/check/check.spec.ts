import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLine, testContext } from '../testing/context.js';

describe('toancanh check', () => {
  it('finds nothing wrong with the city that comes with the product', async () => {
    const { exit, messages } = await runLine(['check', 'cities/binh-duong']);
    expect(exit).toBe(0);
    expect(messages.at(-1)).toMatch(/^✓ cities\/binh-duong: \d+ sensors/);
  });

  it('lists which default rules are in force, and which the folder replaces or does without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'toancanh-check-'));
    await cp('cities/binh-duong', folder, { recursive: true });
    await appendFile(join(folder, 'city.yaml'), 'defaultRules: { off: [crowd-critical] }\n');

    const { messages } = await runLine(['check', folder], testContext('vi'));
    expect(messages).toEqual([
      expect.stringMatching(/^Quy tắc mặc định có hiệu lực: .*cholera-case/),
      expect.stringMatching(/^Quy tắc mặc định được thay .*pm25-high/),
      'Quy tắc mặc định đã tắt: crowd-critical',
      expect.stringMatching(/^✓/),
    ]);
    const { lines } = await runLine(['check', folder, '--json']);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      expect.arrayContaining([
        { defaultRule: 'cholera-case', domain: 'health', standing: 'in-force' },
        { defaultRule: 'pm25-high', domain: 'environment', standing: 'replaced' },
        { defaultRule: 'crowd-critical', domain: 'security', standing: 'off' },
      ]),
    );
    await rm(folder, { recursive: true });
  });

  it('names file, line, value, what was expected and the cure, and ends with 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'toancanh-check-'));
    await cp('cities/binh-duong', folder, { recursive: true });
    const file = join(folder, 'sensors.csv');
    const lines = (await readFile(file, 'utf8')).split('\n');
    lines[4] = lines[4]!.replace(',environment,', ',enviroment,').replace(',traffic,', ',enviroment,');
    await writeFile(file, lines.join('\n'));

    const { exit, lines: said } = await runLine(['check', folder], testContext('vi'));
    expect(exit).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^sensors\.csv:5:\d+: .*"enviroment": expected .+\. .+/)]);
    const { lines: json } = await runLine(['check', folder, '--json']);
    expect(JSON.parse(json[0]!)).toMatchObject({ file: 'sensors.csv', line: 5, value: 'enviroment' });
    await rm(folder, { recursive: true });
  });
});
