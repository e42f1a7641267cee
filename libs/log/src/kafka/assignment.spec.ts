import { assign, decodeMember, decodeShares, encodeMember, encodeShares, type Member } from './assignment.js';

const partitionsOf = (topic: string) => (topic === 'readings' ? 4 : topic === 'late' ? 1 : 0);

const member = (id: string, since: number, more: Partial<Member> = {}): Member => ({
  id,
  since,
  topics: ['readings'],
  generation: -1,
  held: {},
  ...more,
});

const holding = (partitions: number[], generation = 7) => ({ generation, held: { readings: partitions } });

describe('sharing out', () => {
  it.each<{ why: string; members: Member[]; holder: string }>([
    { why: 'nobody holds: the oldest', members: [member('a', 2), member('b', 1)], holder: 'b' },
    {
      why: 'the holder keeps it, though an older member with a smaller id comes',
      members: [member('a', 1), member('z', 2, holding([0, 1, 2, 3]))],
      holder: 'z',
    },
    {
      why: 'of two that say they hold it, the later generation is believed',
      members: [member('a', 1, holding([0, 1, 2, 3], 6)), member('b', 2, holding([0, 1, 2, 3], 7))],
      holder: 'b',
    },
    {
      why: 'a generation without partitions is no claim',
      members: [member('a', 2, holding([], 9)), member('b', 1)],
      holder: 'b',
    },
    { why: 'of the same age, the smaller id', members: [member('b', 1), member('a', 1)], holder: 'a' },
  ])('exclusive: $why', ({ members, holder }) => {
    const shares = assign('exclusive', members, partitionsOf);
    for (const { id } of members)
      expect([id, shares.get(id)]).toEqual([id, id === holder ? { readings: [0, 1, 2, 3] } : {}]);
  });

  it('shared: divides evenly, and a member keeps what it holds', () => {
    const shares = assign('shared', [member('a', 1), member('b', 2, holding([0, 1, 2, 3]))], partitionsOf);
    expect(shares.get('b')).toEqual({ readings: [0, 1] });
    expect(shares.get('a')).toEqual({ readings: [2, 3] });
  });

  it('shared: gives nothing twice when two claim the same', () => {
    const claims = [member('a', 1, holding([0, 1, 2], 6)), member('b', 2, holding([2, 3], 7))];
    const shares = assign('shared', claims, partitionsOf);
    const all = [...shares.values()].flatMap(({ readings = [] }) => readings);
    expect([...all].sort()).toEqual([0, 1, 2, 3]);
    expect(shares.get('b')).toEqual({ readings: [2, 3] });
  });

  it('gives a topic only to those who read it', () => {
    const members = [member('a', 1), member('b', 2, { topics: ['late', 'unknown'] })];
    const shares = assign('shared', members, partitionsOf);
    expect(shares.get('a')).toEqual({ readings: [0, 1, 2, 3] });
    expect(shares.get('b')).toEqual({ late: [0] });
  });
});

describe('on the wire', () => {
  it('a member says what it holds', () => {
    const one = member('a', 5, holding([1, 2]));
    expect(decodeMember('a', encodeMember(one))).toEqual(one);
  });

  it('shares come back, and no bytes are no shares', () => {
    expect(decodeShares(encodeShares({ readings: [0, 3] }))).toEqual({ readings: [0, 3] });
    expect(decodeShares(Buffer.alloc(0))).toEqual({});
  });

  it('a member that says nothing of itself holds nothing', () => {
    const silent = Buffer.from(
      encodeMember(member('a', 1)).toString('latin1').replace('{"since"', '#"since"'),
      'latin1',
    );
    expect(decodeMember('a', silent)).toMatchObject({ held: {}, generation: -1, topics: ['readings'] });
  });
});
