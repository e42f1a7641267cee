import { areaWindow, NOON, reading, windowOf } from '../testing/samples.js';
import { readingLine, windowLine } from './line-protocol.js';

const within = (line: string) => line.slice(line.lastIndexOf(' ') + 1);

describe('readingLine', () => {
  it('writes one value with its place in the log', () => {
    expect(readingLine(reading(), 'pm25')).toBe(
      'reading,gateway=gw-7,metric=pm25,partition=3,quality=ok,sensor=bd-aq-0007 ' +
        `value=31.2,receivedAt=${NOON + 40}i,logOffset=7i ${NOON}000007`,
    );
  });

  it.each([
    { name: 'a b', tag: 'a\\ b' },
    { name: 'a,b=c', tag: 'a\\,b\\=c' },
    { name: 'a\\', tag: 'a%5C', why: 'a backslash would take the comma behind it for itself' },
    { name: 'a\\ b', tag: 'a%5C\\ b' },
    { name: 'a\nb', tag: 'a%0Ab', why: 'a line feed would end the line' },
    { name: '', tag: '%', why: 'there is no empty tag' },
    { name: '%0A', tag: '%250A' },
    { name: '\ud83d', tag: '%uD83D', why: 'half a character has no UTF-8' },
    { name: `"'; DROP DATABASE x`, tag: `"';\\ DROP\\ DATABASE\\ x` },
    { name: 'trạm-Đo 😀', tag: 'trạm-Đo\\ 😀' },
  ])('writes the sensor $name as $tag', ({ name, tag }) => {
    const line = readingLine(reading({ sensor: name }), 'pm25');
    expect(line.slice(line.indexOf('sensor='), line.indexOf(' value='))).toBe(`sensor=${tag}`);
  });

  it('writes epoch and number where there are any', () => {
    expect(readingLine(reading({ epoch: 'a"\\b\nc', seq: 0 }), 'pm25')).toContain(
      ',epoch="a\\"\\\\b\nc",seq=0i ',
    );
  });

  it.each([
    { offset: 0, instant: `${NOON}000000` },
    { offset: 999_999, instant: `${NOON}999999` },
    { offset: 1_000_000, instant: `${NOON}000000`, why: 'the room begins anew' },
    { offset: Number.MAX_SAFE_INTEGER, instant: `${NOON}740991` },
  ])('puts offset $offset within its millisecond', ({ offset, instant }) => {
    expect(within(readingLine(reading({ offset }), 'pm25'))).toBe(instant);
  });

  it.each([
    { value: 1, text: '1' },
    { value: -0, text: '-0' },
    { value: 0.1 + 0.2, text: '0.30000000000000004' },
    { value: 5e-324, text: '5e-324' },
    { value: 1e300, text: '1e+300' },
  ])('writes $value to its last bit', ({ value, text }) => {
    expect(readingLine(reading({ values: { a: value } }), 'a')).toContain(` value=${text},`);
  });

  it.each([
    { changes: { at: 0 }, line: expect.stringContaining('reading,') },
    { changes: { at: -1 }, line: 'instant' },
    { changes: { at: 9_223_372_036_853 }, line: expect.stringContaining('reading,') },
    { changes: { at: 9_223_372_036_854 }, line: 'instant' },
    { changes: { at: 0.5 }, line: 'instant' },
    { changes: { values: { pm25: NaN } }, line: 'number' },
    { changes: { values: { pm25: Infinity } }, line: 'number' },
  ])('has no line for what InfluxDB cannot hold: $changes', ({ changes, line }) => {
    expect(readingLine(reading(changes), 'pm25')).toEqual(line);
  });
});

describe('windowLine', () => {
  it('writes a window with what it is known by', () => {
    expect(windowLine(windowOf({ revision: 2, epoch: 41 }))).toBe(
      'window_1m,metric=pm25,sensor=bd-aq-0007 count=3i,sum=9,min=1,max=5,mean=3,p50=3,p95=4.8,expected=6' +
        `,coverage=0.5,revision=2i,epoch=41i,asOf=${NOON + 120_000}i,endsAt=${NOON + 60_000}i ${NOON}002041`,
    );
    expect(windowLine(areaWindow('di an'))).toContain('window_1m,area=di\\ an,metric=pm25 ');
  });

  it.each([
    { revision: 0, epoch: 0, instant: '000000' },
    { revision: 998, epoch: 999, instant: '998999' },
    { revision: 5_000, epoch: 3, instant: '999003', why: 'from 999 on a revision overwrites the one before' },
    { revision: 0, epoch: 12_345, instant: '000345' },
  ])('puts revision $revision of activation $epoch at $instant', ({ revision, epoch, instant }) => {
    expect(within(windowLine(windowOf({ revision, epoch })))).toBe(`${NOON}${instant}`);
  });

  it.each(['sum', 'min', 'max', 'mean', 'p50', 'p95', 'expected', 'coverage'])(
    'has no line where %s is no number',
    (field) => {
      expect(windowLine(windowOf({ [field]: NaN }))).toBe('number');
    },
  );
});
