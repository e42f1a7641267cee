import { GatewayAccess, hashCredential, parseCredential, verifyCredential } from './index.js';

const N = 16;

async function setup(limits = {}) {
  const gateways = new Map(
    await Promise.all(
      [
        { id: 'gw-1', password: 'một mật khẩu', loopbackOnly: false },
        { id: 'demo', password: 'demo', loopbackOnly: true },
      ].map(
        async ({ id, password, loopbackOnly }) =>
          [id, { id, loopbackOnly, credential: await hashCredential(password, N) }] as const,
      ),
    ),
  );
  return { gateways, access: new GatewayAccess(gateways, limits) };
}

describe('GatewayAccess', () => {
  it.each([
    { user: 'gw-1', password: 'một mật khẩu', here: false, is: { id: 'gw-1' }, why: 'its own password' },
    { user: 'gw-1', password: 'demo', here: true, is: { reason: 'password' }, why: "another's password" },
    { user: 'gw-1', password: '', here: true, is: { reason: 'password' }, why: 'no password' },
    { user: 'gw-2', password: 'demo', here: true, is: { reason: 'unknown' }, why: 'nobody has that name' },
    { user: 'demo', password: 'demo', here: true, is: { id: 'demo' }, why: 'from this machine' },
    { user: 'demo', password: 'demo', here: false, is: { reason: 'loopback' }, why: 'from another machine' },
    {
      user: '__proto__',
      password: 'x',
      here: true,
      is: { reason: 'unknown' },
      why: 'a name of the language',
    },
  ])('answers $user with $is: $why', async ({ user, password, here, is }) => {
    const { access } = await setup();
    for (const secret of [password, Buffer.from(password)]) {
      expect(await access.authenticate(user, secret, here)).toMatchObject(is);
      expect(await access.authenticate(user, secret, here)).toMatchObject(is);
    }
  });

  it('checks a password once for ten thousand connects at the same time and after', async () => {
    const { access } = await setup({ waiting: 0, checking: 1 });
    const connect = () => access.authenticate('gw-1', 'một mật khẩu', false);
    const answers = await Promise.all(Array.from({ length: 10_000 }, connect));
    // A second check at the same time would have been refused as busy.
    expect(answers.every((answer) => 'id' in answer)).toBe(true);
  });

  it('says busy instead of letting guesses queue without end', async () => {
    const { access } = await setup({ waiting: 2, checking: 1 });
    const guesses = Array.from({ length: 5 }, (_, n) => access.authenticate('gw-1', `guess ${n}`, false));
    const reasons = (await Promise.all(guesses)).map((answer) => ('reason' in answer ? answer.reason : 'in'));
    expect(reasons.filter((reason) => reason === 'busy')).toHaveLength(2);
    expect(reasons.filter((reason) => reason === 'password')).toHaveLength(3);
    expect(await access.authenticate('gw-1', 'một mật khẩu', false)).toMatchObject({ id: 'gw-1' });
  });

  it('forgets the answer when the credential changes', async () => {
    const { gateways, access } = await setup();
    expect(await access.authenticate('gw-1', 'một mật khẩu', false)).toMatchObject({ id: 'gw-1' });
    gateways.set('gw-1', { id: 'gw-1', loopbackOnly: false, credential: await hashCredential('mới', N) });
    expect(await access.authenticate('gw-1', 'một mật khẩu', false)).toEqual({ reason: 'password' });
    expect(await access.authenticate('gw-1', 'mới', false)).toMatchObject({ id: 'gw-1' });
  });

  it('lets nobody in by a credential that is none', async () => {
    const access = new GatewayAccess(
      new Map([['gw', { id: 'gw', credential: 'demo', loopbackOnly: false }]]),
    );
    expect(await access.authenticate('gw', 'demo', true)).toEqual({ reason: 'password' });
  });
});

describe('a credential', () => {
  it('is salted, and verifies its password only', async () => {
    const [one, two] = [await hashCredential('demo', N), await hashCredential('demo', N)];
    expect(one).not.toBe(two);
    expect(await verifyCredential('demo', parseCredential(one)!)).toBe(true);
    expect(await verifyCredential('Demo', parseCredential(one)!)).toBe(false);
  });

  it.each([
    { text: '', why: 'empty' },
    { text: 'demo', why: 'a plain password' },
    { text: 'scrypt:15:AAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAA==', why: 'no power of two' },
    { text: 'scrypt:16777216:AAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAA==', why: 'would take 16 GiB' },
    { text: 'scrypt:16:AAAAAAAAAAA=', why: 'no hash' },
  ])('is not "$text": $why', ({ text }) => {
    expect(parseCredential(text)).toBeUndefined();
  });
});
