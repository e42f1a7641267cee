import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka } from '../../../../scripts/servers/kafka.mjs';
import { ForeignKafka, reading, stageOf, until } from './testing/foreign-kafka.js';

const LONG = 60_000;
const LOGIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
const USERS = 'username="broker" password="b" user_broker="b" user_toancanh="mat-khau"';

let kafka: ForeignKafka;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feed-login-'));
  // Later lines replace earlier ones: the listener asks for a user, also of the broker itself.
  const server = await Kafka.start({
    extra: [
      'listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
      'sasl.enabled.mechanisms=PLAIN',
      'sasl.mechanism.inter.broker.protocol=PLAIN',
      `listener.name.plaintext.plain.sasl.jaas.config=${LOGIN} ${USERS};`,
    ],
  });
  kafka = await ForeignKafka.on(server, { mechanism: 'plain', username: 'broker', password: 'b' });
}, LONG);
afterEach(() => kafka.closeIntakes(), LONG);
afterAll(async () => {
  await kafka?.stop();
  rmSync(folder, { recursive: true, force: true });
}, LONG);

describe('a feed that asks who we are', () => {
  it(
    'is read when the password is put right, and nobody is told what it was',
    async () => {
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, 'sai-mat-khau\n');
      const login = { mechanism: 'plain', username: 'toancanh', passwordFile } as const;
      const feed = await kafka.feed({ login });
      await kafka.send(feed.topic, [reading(0)]);
      const house = await kafka.intake(feed);
      await until(() => stageOf(house, feed).more!['reason'] !== undefined);
      writeFileSync(passwordFile, 'mat-khau\n');
      await until(() => house.readings().length === 1);
      const said = JSON.stringify(house.logger.lines);
      expect(said).toMatch(/authentication failed/i);
      expect(said).not.toContain('mat-khau');
    },
    LONG,
  );

  it(
    'waits for the file of the password',
    async () => {
      const login = { mechanism: 'plain', username: 'toancanh', passwordFile: join(folder, 'none') } as const;
      const house = await kafka.intake(await kafka.feed({ login }));
      await until(() => house.logger.lines.some(({ level }) => level === 'warn'));
      expect(JSON.stringify(house.logger.lines)).toContain('ENOENT');
    },
    LONG,
  );
});
