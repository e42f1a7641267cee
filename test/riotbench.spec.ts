import { CityProcess } from './harness/city-process.js';
import { publishAndCompare, publishers, riotbenchAbsent } from './scenarios/riotbench.js';

const absent = riotbenchAbsent ? ` (${riotbenchAbsent})` : '';

(absent ? describe.skip : describe)(`the 1,000 messages of RIoTBench${absent}`, () => {
  // Side by side, since each waits for its last minute to close.
  it('are each accounted for, and their windows equal those that another program computes from the file', async () => {
    const outcomes = await Promise.allSettled(
      Object.values(publishers).map(async (publish, i) => {
        const city = await CityProcess.start({ lateness: '15s' });
        await publishAndCompare(city, city.mqttPort, publish, i === 0 ? 1 : 10);
      }),
    );
    expect(
      outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : [])),
    ).toEqual([]);
  }, 240_000);
});
