import 'reflect-metadata';
import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, type MicroserviceOptions } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import { BatchFaults } from './batch-faults.js';
import { HOLD, type Answer, type RecordBatch } from './log.js';
import { LogServer } from './log-server.js';
import { Inbox } from './testing/inbox.js';
import { MemoryLog } from './testing/memory-log.js';

const COUNTER = Symbol('counter');
const OTHER = Symbol('other');
const inbox = new Inbox();
const other = new Inbox();
let answer: () => Answer = () => undefined;

@Controller()
@UseFilters(BatchFaults)
class CounterController {
  @EventPattern<string>('city.late', COUNTER)
  async onLate(batch: RecordBatch): Promise<Answer> {
    const result = answer();
    inbox.put(batch);
    return result;
  }

  @EventPattern<string>('city.late', OTHER)
  async onLateElsewhere(batch: RecordBatch): Promise<void> {
    other.put(batch);
  }
}

class CounterModule {}

describe('LogServer', () => {
  it('gives each stage whole batches, brings back what it throws at, and hands its answer to the log', async () => {
    const log = new MemoryLog();
    await log.append(
      'city.late',
      [1, 2, 3].map((value) => ({ key: 'k', value: String(value) })),
    );
    const app = await NestFactory.create(
      { module: CounterModule, controllers: [CounterController] },
      { logger: false },
    );
    const faults: unknown[] = [];
    const onFault = (error: unknown) => faults.push(error);
    const server = new LogServer(log, COUNTER, { name: 'counter', group: 'shared', onFault });
    app.connectMicroservice<MicroserviceOptions>({ strategy: server });
    app.connectMicroservice<MicroserviceOptions>({ strategy: new LogServer(log, OTHER, { name: 'other' }) });

    const answers: (() => Answer)[] = [
      () => {
        throw new Error('store is down');
      },
      () => undefined,
      () => HOLD,
    ];
    answer = () => answers.shift()!();
    await app.startAllMicroservices();
    await inbox.count(3);
    await log.append('city.late', [{ key: 'k', value: '4' }]);
    await inbox.count(4);
    await other.count(4);
    expect(faults).toEqual([new Error('store is down')]);
    expect(inbox.values).toEqual([1, 2, 3, 4]);
    await app.close();

    let committed: number | undefined;
    const reader = await log.subscribe({
      name: 'counter',
      group: 'shared',
      topics: ['city.late'],
      startAt: async ({ partitions }) => {
        committed = partitions[0]!.committed;
        return [];
      },
      onBatch: async () => HOLD,
    });
    expect(committed).toBe(3);
    await reader.close();
    await log.close();
  });
});
