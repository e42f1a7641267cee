/**
 * A node's `server.properties`: broker and controller in one, small, and quick to notice that another is gone.
 * @param {{ folder: string, id: number, port: number, controller: number, voters: string, copies: number, extra: readonly string[] }} node
 * @returns {string}
 */
export function properties({ folder, id, port, controller, voters, copies, extra }) {
  return [
    'process.roles=broker,controller',
    `node.id=${id}`,
    `controller.quorum.voters=${voters}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name=PLAINTEXT',
    'controller.listener.names=CONTROLLER',
    `log.dirs=${folder}/data`,
    'auto.create.topics.enable=false',
    'num.partitions=1',
    `default.replication.factor=${copies}`,
    `min.insync.replicas=${copies >= 3 ? 2 : 1}`,
    'offsets.topic.num.partitions=4',
    `offsets.topic.replication.factor=${copies}`,
    'transaction.state.log.num.partitions=4',
    `transaction.state.log.replication.factor=${copies}`,
    `transaction.state.log.min.isr=${copies >= 3 ? 2 : 1}`,
    'share.coordinator.state.topic.num.partitions=1',
    `share.coordinator.state.topic.replication.factor=${copies}`,
    'share.coordinator.state.topic.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    'group.min.session.timeout.ms=1000',
    // A broker that was killed may register again only after its old session has ended.
    'broker.session.timeout.ms=2000',
    'broker.heartbeat.interval.ms=500',
    'num.network.threads=2',
    'num.io.threads=4',
    // Taken from the heap at once; the default is 128 MB.
    'log.cleaner.dedupe.buffer.size=4194304',
    'log.cleaner.backoff.ms=1000',
    'log.retention.check.interval.ms=5000',
    'log.initial.task.delay.ms=1000',
    ...extra,
    '',
  ].join('\n');
}
