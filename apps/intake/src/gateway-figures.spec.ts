import type { Gateway } from '@toancanh/runtime';
import { Accounts } from './desk/account.js';
import { listedGateways, namedGateways } from './gateway-figures.js';

const gateway = (id: string) => ({ id, ratePerSecond: null }) as Gateway;

/** Accounts by what each gateway sent, all of it accepted but what was late; and the total with two readings of strangers. */
function setup(sent: Readonly<Record<string, { received: number; late?: number }>>) {
  const accounts = new Accounts();
  const total = { received: 2, accepted: 0, late: 0, duplicate: 0, rejected: 2 };
  for (const [id, { received, late = 0 }] of Object.entries(sent)) {
    const account = accounts.of(gateway(id));
    Object.assign(account.judged, { received, late, accepted: received - late });
    account.settled = account.receipt();
    total.received += received;
    total.accepted += received - late;
    total.late += late;
  }
  return { accounts, all: [...accounts.all()], total };
}

const SENT = { small: { received: 1 }, large: { received: 8, late: 2 }, none: { received: 0 } };

describe('the gateways of the status', () => {
  it('are those that sent most, and the rest adds up with them', () => {
    const { all, total } = setup(SENT);
    expect(listedGateways(all, total, 1)).toEqual({
      items: [
        {
          ...{ gateway: 'large', received: 8, accepted: 6, late: 2, duplicate: 0, rejected: 0 },
          ...{ identity: true, lateShare: 0.25, missing: 0 },
        },
      ],
      rest: { gateways: 2, received: 3, accepted: 1, late: 0, duplicate: 0, rejected: 2 },
    });
    expect(listedGateways(all, total, 9).items.map(({ lateShare }) => lateShare)).toEqual([0.25, 0, null]);
  });

  it('keep what they sent when the city says something else of them', () => {
    const { accounts, total } = setup(SENT);
    accounts.of({ ...gateway('large'), ratePerSecond: 5 });
    expect(listedGateways([...accounts.all()], total, 1).items).toMatchObject([{ received: 8 }]);
  });
});

describe('the gateways that metrics name', () => {
  it('are the first, however much the others send', () => {
    const { all, total } = setup(SENT);
    expect(namedGateways(all, total, 1)).toMatchObject([
      ['small', { received: 1 }],
      ['(others)', { received: 10, accepted: 6, late: 2, rejected: 2 }],
    ]);
  });

  it('leave out the others where there are none', () => {
    const { all, total } = setup({});
    expect(namedGateways(all, { ...total, received: 0, rejected: 0 }, 1)).toEqual([]);
  });
});
