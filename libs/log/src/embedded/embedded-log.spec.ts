import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLog, type OpenLog } from '../testing/log.contract.js';
import { EmbeddedLog } from './embedded-log.js';

const harness =
  (tailBytes: number): OpenLog =>
  async (topics) => {
    const folder = await mkdtemp(join(tmpdir(), 'toancanh-log-'));
    let time = 0;
    const open = () =>
      EmbeddedLog.open({
        folder,
        topics,
        now: () => time,
        pause: { first: 5, longest: 50 },
        limits: { maintainEvery: 0, tailBytes },
      });
    let log = await open();
    return {
      log,
      setTime: (now) => (time = now),
      maintain: (now) => log.maintain(now),
      reopen: async () => {
        await log.close();
        log = await open();
        return log;
      },
      close: async () => {
        await log.close();
        await rm(folder, { recursive: true });
      },
    };
  };

describeLog('EmbeddedLog', ['clock', 'keeping', 'disk', 'prompt'], harness(1 << 20));
describeLog('EmbeddedLog without a tail', ['clock', 'keeping', 'disk', 'prompt'], harness(0));
