import { chance, NUMBERS, SPELLINGS } from './testing/index.js';
import { isLuhn, isPersonalIdentifier, isPersonalText, masked } from './personal-shapes.js';
import { plainText } from './plain-text.js';

describe('a text as it is read', () => {
  it.each([
    ['０９１２', '0912', 'full width'],
    ['٠٩١٢', '0912', 'Arabic-Indic'],
    ['๐๙๑๒', '0912', 'Thai'],
    ['𝟎𝟗𝟏𝟐', '0912', 'mathematical'],
    ['⓪⑨①②', '0912', 'in circles'],
    ['0\u200b9\u00ad1\u20602', '0912', 'with what is not seen in between'],
    ['Số Điện Thoại', 'So Dien Thoai', 'Vietnamese'],
    ['ссcd', 'cccd', 'two Cyrillic letters'],
    ['61А‑123', '61A-123', 'a Cyrillic letter and a dash that does not break'],
    ['plain', 'plain', 'as it is'],
  ])('%s reads %s: %s', (text, plain) => expect(plainText(text)).toBe(plain));
});

describe('numbers of persons', () => {
  const rows = Object.keys(NUMBERS).flatMap((kind) =>
    Object.keys(SPELLINGS).map((how) => [kind, how] as const),
  );

  it.each(rows)('%s is found %s, also within a text, and masked', (kind, how) => {
    const random = chance(7);
    for (let i = 0; i < 60; i += 1) {
      const number = SPELLINGS[how]!(NUMBERS[kind]!(random), kind);
      for (const text of [number, `liên hệ ${number} nhé`, `(${number})`]) {
        expect([text, isPersonalText(text)]).toEqual([text, true]);
        expect([text, isPersonalText(masked(text))]).toEqual([text, false]);
      }
    }
  });

  it.each([
    ['2026-11-23T07:00:00.000Z', 'an instant'],
    ['23/11/2026 07:15:00', 'a local instant'],
    ['07-06-2026 12:30', 'a day, an hour'],
    ['106.658770 10.960420', 'coordinates'],
    ['0.912345678', 'a fraction'],
    ['1763881200000', 'epoch milliseconds'],
    ['1763881200', 'epoch seconds'],
    ['281.234.567 đồng', 'a sum of money'],
    ['550e8400-e29b-41d4-a716-079123456789', 'a UUID'],
    ['v1.2.3-45 build 6', 'a version'],
    ['nhiệt độ 31.2 °C, ẩm 61 %, PM2.5 42', 'figures'],
    ['tầng 3, cửa 2, zone 14', 'places in a house'],
    ['QL13 Km 12+300, hướng Thủ Dầu Một', 'a road'],
    ['1900 6868', 'a hotline'],
    ['SN A1B2C3D4', 'a serial number'],
    ['192.168.100.200:8080', 'an address in a network'],
    ['ci541fl410002032pbifg5o7a3', 'a device, nine figures among letters'],
    ['ci530o426000003v9a6uxvc2l26', 'a device, an o among figures'],
  ])('are not seen in %s: %s', (text) => {
    expect(isPersonalText(text)).toBe(false);
    expect(masked(text)).toBe(text.normalize('NFKC'));
  });

  it.each([
    ['bd-aq-0007', false],
    ['cam-61A-123.45', true],
    ['s-0912345678', true],
    ['s-091-234-5678', false],
    ['0912-345-678', true],
    ['079123456789', true],
    ['999123456789', false],
    ['boot-20261120T000000Z', false],
    ['550e8400-e29b-41d4-a716-079123456789', false],
    ['0000000000001832', false],
    ['00:11:22:33:44:55:66:77', false],
    ['0011.2233.4455', true],
    ['a@b.vn', true],
  ])('%s names a person: %p', (id, personal) => expect(isPersonalIdentifier(id)).toBe(personal));

  it.each([
    ['Báo cháy ở số 5, gọi 0912 345 678 gấp', 'Báo cháy ở số 5, gọi ••• gấp'],
    ['CCCD ０７９１２３４５６７８９ mắc kẹt', 'CCCD ••• mắc kẹt'],
    ['xe 61A-123.45 va vào xe 61B1-234.56', 'xe ••• va vào xe •••'],
  ])('%s is told as %s', (text, told) => expect(masked(text)).toBe(told));

  it.each([
    ['4111111111111111', true],
    ['4111111111111112', false],
    ['79927398713', true],
  ])('%s has its check digit: %p (ISO/IEC 7812-1)', (number, right) => expect(isLuhn(number)).toBe(right));

  it.each(['họ tên: Nguyễn Văn A', 'CCCD: 12', 'SĐT = 0', 'Full name: B'])('a label tells: %s', (text) => {
    expect(isPersonalText(text)).toBe(true);
  });

  it('looks through a long text in time that grows with its length', () => {
    const long = 'a'.repeat(255).concat(' ').repeat(1_000);
    expect(isPersonalText(long)).toBe(false);
    expect(isPersonalText(`${long}0912345678`)).toBe(true);
    expect(isPersonalText('a'.repeat(200_000))).toBe(true);
  });
});
