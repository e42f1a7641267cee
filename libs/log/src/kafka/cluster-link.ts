import kafkajs, { type Broker, type Cluster, type GroupMember } from 'kafkajs';
import { DISCONNECT_WITHIN, within } from './alarm.js';
import type { Connections } from './kafka-client.js';
import type { Sockets } from './sockets.js';

/** The calls of a group's coordinator that kafkajs has and does not declare. */
export interface Coordinator extends Broker {
  joinGroup(request: {
    groupId: string;
    sessionTimeout: number;
    rebalanceTimeout: number;
    memberId: string;
    groupProtocols: readonly { name: string; metadata: Buffer }[];
  }): Promise<{
    generationId: number;
    leaderId: string;
    memberId: string;
    members: readonly GroupMember[];
  }>;
  syncGroup(request: {
    groupId: string;
    generationId: number;
    memberId: string;
    groupAssignment: readonly { memberId: string; memberAssignment: Buffer }[];
  }): Promise<{ memberAssignment: Buffer }>;
  heartbeat(request: { groupId: string; groupGenerationId: number; memberId: string }): Promise<void>;
  leaveGroup(request: { groupId: string; memberId: string }): Promise<void>;
}

/**
 * One reader's connections to the brokers. kafkajs gives its `cluster` to partition assigners and to nobody else, so a
 * consumer is made for the sake of one. It is never run: reading, joining and committing are ours, for the faults that
 * its runner has are of the kind that cannot be mended from outside.
 */
export class ClusterLink {
  private constructor(
    readonly cluster: Cluster,
    readonly topics: readonly string[],
    private readonly disconnect: () => Promise<void>,
    private readonly sockets: Sockets,
  ) {}

  static async open({ kafka, sockets }: Connections, topics: readonly string[]): Promise<ClusterLink> {
    let cluster: Cluster | undefined;
    const consumer = kafka.consumer({
      groupId: 'never-run',
      allowAutoTopicCreation: false,
      partitionAssigners: [
        (config) => {
          cluster = config.cluster;
          return kafkajs.PartitionAssigners.roundRobin(config);
        },
      ],
    });
    const link = new ClusterLink(cluster!, topics, () => consumer.disconnect(), sockets);
    try {
      await consumer.connect();
      await link.cluster.addMultipleTargetTopics([...topics]);
      return link;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  /** The broker that leads each partition, by topic and number; a partition without a leader is left out. */
  leaders(): Map<string, Map<number, string>> {
    const leaders = new Map<string, Map<number, string>>();
    for (const topic of this.topics) {
      const byPartition = new Map<number, string>();
      for (const { partitionId, leader } of this.cluster.findTopicPartitionMetadata(topic)) {
        if (leader >= 0) byPartition.set(partitionId, String(leader));
      }
      leaders.set(topic, byPartition);
    }
    return leaders;
  }

  async coordinator(groupId: string): Promise<Coordinator> {
    return (await this.cluster.findGroupCoordinator({ groupId })) as Coordinator;
  }

  async close(): Promise<void> {
    await within(DISCONNECT_WITHIN, this.disconnect(), () => undefined).catch(() => undefined);
    this.sockets.close();
  }
}
