import { nameOf, tagText } from './tag-text.js';

const UNSAYABLE = /[\p{Cc}\p{Cs}\\]/u;

describe('tagText', () => {
  it.each([
    'bd-aq-0007',
    '',
    '%',
    '%%',
    '%5C',
    '%u0041',
    'a\\',
    '\\\\',
    'a\nb\r\t\u0000\u007f\u0085',
    '\ud83d',
    '\ude00\ud83d',
    '😀',
    'trạm-Đo/Thủ Dầu Một',
    `"'; DROP DATABASE toancanh; --`,
    ' , = ',
  ])('of %j says it without what cannot be said, and is read back as it was', (name) => {
    const tag = tagText(name);
    expect(tag).not.toMatch(UNSAYABLE);
    expect(tag).not.toBe('');
    expect(nameOf(tag)).toBe(name);
  });
});
