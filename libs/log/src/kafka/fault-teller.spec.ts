import { FaultTeller } from './fault-teller.js';

describe('FaultTeller', () => {
  it('tells the same fault once a second, and others as they come', () => {
    const told: string[] = [];
    let now = 0;
    const { tell } = new FaultTeller(
      (error) => told.push(`${now} ${(error as Error).message}`),
      () => now,
    );
    for (now = 0; now <= 2_000; now += 250) {
      tell(new Error('refused'));
      if (now === 500) tell(new Error('another'));
    }
    expect(told).toEqual(['0 refused', '500 another', '1000 refused', '2000 refused']);
  });
});
