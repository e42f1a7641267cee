import { runLine, testContext } from './testing/context.js';
import { languageOf, TEXTS } from './texts.js';

describe('a command line that is not understood', () => {
  it.each([
    { line: ['bogus'], says: 'There is no command "bogus"' },
    { line: ['check', '--bogus'], says: 'no option "--bogus"' },
    { line: ['check', 'one', 'two'], says: 'Too many arguments' },
    { line: ['publish', '--gateway', 'g', 'pm25=1'], says: '"--sensor <sensor>" is required' },
    { line: ['publish', '--gateway', 'g', '--sensor', 's'], says: '"metric=value" is missing' },
    { line: ['publish', '--gateway', 'g', '--sensor', 's', 'pm25'], says: 'pm25=42.5' },
    { line: ['publish', '--gateway', 'g', '--sensor', 's', '--qos', '3', 'a=1'], says: '0, 1 or 2' },
    { line: ['publish', '--gateway', 'g', '--sensor', 's', '--at', '2026-11-23', 'a=1'], says: 'ISO 8601' },
    {
      line: ['publish', '--gateway', 'g', '--sensor', 's', '--password', 'a', '--password-file', 'b', 'a=1'],
      says: 'does not go with',
    },
    { line: ['tail'], says: '"--area <area>" is required' },
    { line: ['tail', '--area', 'a', '--min-priority', '5'], says: '1, 2, 3 or 4' },
    { line: ['rejects', '--gateway', 'g', '--code', 'E_BOGUS'], says: 'E_RANGE' },
    { line: ['sim', '--rate', '-1'], says: 'above 0' },
    { line: ['sim', '--rate'], says: 'needs a value' },
    { line: ['sim', '--scenario', 'flood'], says: 'storm, outbreak, rush, fire' },
    { line: ['sim', '--fleet', '--sensors', '5'], says: 'does not go with' },
    { line: ['sim', '--times', '0'], says: 'above 0' },
    { line: ['intake'], says: 'npx toancanh city' },
  ])('$line ends with 2 and says $says', async ({ line, says }) => {
    const { exit, lines, messages } = await runLine(line);
    expect({ exit, lines }).toEqual({ exit: 2, lines: [] });
    expect(messages.join('\n')).toContain(says);
  });

  it('is told in Vietnamese', async () => {
    const { messages } = await runLine(['check', '--bogus'], testContext('vi'));
    expect(messages).toEqual(['Không có tùy chọn "--bogus"; xem --help.']);
  });

  it.each([
    { environment: { TOANCANH_BOGUS: '1' }, says: 'TOANCANH_BOGUS=1' },
    { environment: { TOANCANH_HTTP: 'nowhere' }, says: 'TOANCANH_HTTP=nowhere' },
  ])('may be the environment: $says', async ({ environment, says }) => {
    const { exit, messages } = await runLine(['rejects', '--gateway', 'g'], testContext('en', environment));
    expect(exit).toBe(2);
    expect(messages.join('\n')).toContain(says);
  });
});

it.each([
  { LANG: 'vi_VN.UTF-8', language: 'vi' },
  { LANG: 'vi', language: 'vi' },
  { LANG: 'C.UTF-8', language: 'en' },
  { LANG: undefined, language: 'en' },
])('LANG=$LANG speaks $language', ({ LANG, language }) => {
  expect(languageOf(LANG === undefined ? {} : { LANG })).toBe(language);
});

it('says the same things in both languages', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [key, { vi, en }] of Object.entries(TEXTS)) {
    expect({ key, names: names(vi) }).toEqual({ key, names: names(en) });
    expect(vi.trim()).not.toBe('');
  }
});
