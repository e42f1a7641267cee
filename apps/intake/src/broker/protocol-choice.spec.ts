import { type Failure, ProtocolChoice } from './protocol-choice.js';

describe('ProtocolChoice', () => {
  it.each<{ steps: (Failure | 'worked')[]; version: 4 | 5; why: string }>([
    { steps: [], version: 5, why: 'the newer one first' },
    { steps: ['version'], version: 4, why: 'the broker says that it does not know it' },
    { steps: ['other', 'other', 'other', 'other'], version: 5, why: 'nothing was said about the version' },
    { steps: ['silence', 'silence'], version: 5, why: 'a broker that restarts may close twice' },
    { steps: ['silence', 'silence', 'silence'], version: 4, why: 'it may not know what to say' },
    { steps: ['silence', 'silence', 'other', 'silence'], version: 5, why: 'not in a row' },
    { steps: ['worked', 'silence', 'silence', 'silence'], version: 5, why: 'it has worked before' },
    { steps: ['version', 'silence', 'silence', 'silence'], version: 5, why: 'neither has worked yet' },
    { steps: ['version', 'worked', 'version'], version: 5, why: 'the broker was replaced by a newer one' },
  ])('$steps → $version: $why', ({ steps, version }) => {
    const choice = new ProtocolChoice();
    for (const step of steps) {
      if (step === 'worked') choice.worked();
      else choice.failed(step);
    }
    expect(choice.version).toBe(version);
  });
});
