import { TOPICS } from '@toancanh/events';
import { GivenInstants } from '@toancanh/windows';
import { City } from '@toancanh/runtime';
import { Accounts } from '../desk/account.js';
import { IntakeHouse, NOON } from '../testing/intake-house.js';

const MESSAGE = Buffer.from(
  JSON.stringify({
    ...{ epoch: 'e', seq: 1 },
    readings: [1, 2, 1].map((pm25) => ({ sensor: 's-1', values: { pm25 } })),
  }),
);

async function take(house: IntakeHouse): Promise<void> {
  house.reception.takeReadings({
    account: house.app.get(Accounts).of(house.app.get(City).gateways.get('gw-1')!),
    topic: 'toancanh/v1/gw-1/readings',
    payload: MESSAGE,
    receivedAt: house.clock.at,
    transport: 'mqtt',
    repeated: true,
  });
  const settled = new Promise<void>((resolve) => {
    house.desk.batch.await({ settled: () => resolve(), flush: () => undefined }, 0, undefined);
  });
  house.desk.wake();
  await settled;
}

it('lets every reader of the log see that two intakes took the same message', async () => {
  const first = await IntakeHouse.open({ mqtt: false });
  const second = await IntakeHouse.open({ mqtt: false, log: first.log });
  await take(first);
  second.clock.at = NOON + 4_000;
  await take(second);
  const instants = new GivenInstants();
  const settled = first.log
    .records(TOPICS.readings.name)
    .filter(({ key }) => key === 's-1')
    .map(({ offset, value }) => instants.instantOf(0, offset, value as never) - NOON);
  expect(first.readings().map(({ receivedAt }) => receivedAt - NOON)).toEqual([0, 0, 0, 4_000, 4_000, 4_000]);
  expect(settled).toEqual([0, 1, 2, 0, 1, 2]);
  await second.close();
  await first.close();
});
