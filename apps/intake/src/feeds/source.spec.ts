import { pathTo, sourceOf, type Surroundings, valueAt } from './source.js';

const item = { PM25: 31, 'a/b': 1, 'm~n': 2, '': 3, list: [{ v: 7 }], nothing: null };
const surroundings: Surroundings = {
  item,
  itemPath: '/data/list/0',
  data: { station: { code: 'S1' }, list: [item] },
  dataPath: '/data',
  attributes: { subject: 'S9' },
  attributesInValue: true,
  key: 'k-1',
};

describe('a source', () => {
  it.each([
    { text: '/PM25', value: 31, path: '/data/list/0/PM25', why: 'begins at the item' },
    { text: '/list/0/v', value: 7, path: '/data/list/0/list/0/v', why: 'an index of an array' },
    { text: '/a~1b', value: 1, path: '/data/list/0/a~1b', why: 'RFC 6901: ~1 is a slash' },
    { text: '/m~0n', value: 2, path: '/data/list/0/m~0n', why: 'RFC 6901: ~0 is a tilde' },
    { text: '/', value: 3, path: '/data/list/0/', why: 'RFC 6901: the field with the empty name' },
    { text: '/nothing', value: null, path: '/data/list/0/nothing', why: 'null is a value' },
    { text: '$/station/code', value: 'S1', path: '/data/station/code', why: '$ begins at the record' },
    { text: 'ce:subject', value: 'S9', path: '/subject', why: 'an attribute of the event' },
    { text: 'key', value: 'k-1', path: undefined, why: 'no pointer leads to the key' },
    { text: '/none/further', value: undefined, path: '/data/list/0/none/further', why: 'not there' },
    { text: '/list/01', value: undefined, path: '/data/list/0/list/01', why: 'RFC 6901: no leading zero' },
    { text: '/list/-', value: undefined, path: '/data/list/0/list/-', why: 'RFC 6901: after the last' },
    { text: '/list/length', value: undefined, path: '/data/list/0/list/length', why: 'no index' },
    {
      text: '/PM25/toFixed',
      value: undefined,
      path: '/data/list/0/PM25/toFixed',
      why: 'a number has no fields',
    },
    { text: '/constructor', value: undefined, path: '/data/list/0/constructor', why: 'not in the record' },
    { text: 'ce:constructor', value: undefined, path: '/constructor', why: 'not among the attributes' },
  ])('$text: $why', ({ text, value, path }) => {
    const source = sourceOf(text);
    expect(valueAt(source, surroundings)).toEqual(value);
    expect(pathTo(source, surroundings)).toBe(path);
  });

  it('has no path to an attribute that came as a header', () => {
    expect(pathTo(sourceOf('ce:subject'), { ...surroundings, attributesInValue: false })).toBeUndefined();
  });
});
