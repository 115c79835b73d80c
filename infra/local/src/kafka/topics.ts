import { topics } from '@slipway/contracts';
import type { KafkaSecurity } from '@slipway/messaging/kafka-security';
import type { ITopicConfig, Kafka } from 'kafkajs';
import { eventually } from '../eventually.js';
import { accessControlLists, rightsOf } from './access.js';
import { quietClient, type Broker } from './client.js';

export interface TopicSettings {
  /** Prefix of each name, so that concurrent tests can share a broker. */
  readonly prefix?: string;
  readonly partitions: number;
  readonly retentionDays: number;
}

const mebibyte = 1024 * 1024;

/** The largest accepted message: a dead letter contains the original bytes and the reason. */
const largestMessage: Readonly<Partial<Record<string, number>>> = {
  [topics.ingest]: mebibyte,
  [topics.deadLetter]: 3 * mebibyte,
};

/**
 * The broker stores messages uncompressed, whatever codec the producer used: kafkajs can read only gzip, and the limits then
 * apply to the unpacked size.
 */
const plain = { name: 'compression.type', value: 'uncompressed' };

/** The configuration of every topic of the system. */
export function topicConfigurations(
  settings: TopicSettings,
  names: readonly string[] = Object.values(topics),
): ITopicConfig[] {
  const retention = String(settings.retentionDays * 24 * 60 * 60 * 1000);
  return names.map((name) => {
    const largest = largestMessage[name];
    return {
      topic: `${settings.prefix ?? ''}${name}`,
      numPartitions: settings.partitions,
      replicationFactor: 1,
      configEntries: [
        { name: 'retention.ms', value: retention },
        plain,
        ...(largest === undefined ? [] : [{ name: 'max.message.bytes', value: String(largest) }]),
      ],
    };
  });
}

/** Creates missing topics; existing ones keep their partitions and settings. Returns all names. */
export async function createTopics(
  brokers: string,
  settings: TopicSettings,
  names?: readonly string[],
  security?: KafkaSecurity,
): Promise<readonly string[]> {
  const wanted = topicConfigurations(settings, names);
  const created = wanted.map(({ topic }) => topic);
  await asAdmin({ brokers, security }, async (admin) => {
    await admin.createTopics({ topics: wanted, waitForLeaders: false, timeout: 30_000 });
    // kafkajs waits for leaders itself, but fails if a broker does not know a topic yet, as happens with KRaft.
    await eventually(() => haveLeaders(admin, created), { within: 30_000, what: 'a leader for each partition' });
  });
  return created;
}

async function haveLeaders(admin: Admin, names: readonly string[]): Promise<boolean> {
  const { topics: known } = await admin.fetchTopicMetadata({ topics: [...names] });
  return known.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));
}

export async function deleteTopics(brokers: string, names: readonly string[]): Promise<void> {
  await asAdmin({ brokers }, (admin) => admin.deleteTopics({ topics: [...names], timeout: 30_000 }));
}

type Admin = ReturnType<Kafka['admin']>;

async function asAdmin<Result>(broker: Broker, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const client = quietClient(broker, 'slipway-topics');
  const admin = client.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Grants all rights on the topics with this prefix; existing rights stay. The broker needs an authorizer. */
export async function grantAccess(broker: Broker, prefix: string): Promise<void> {
  await asAdmin(broker, (admin) => admin.createAcls({ acl: accessControlLists(rightsOf(prefix)) }));
}
