import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';

export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** Reads these topics from the first message to the current last one, as a consumer of committed messages. */
export async function readTopics(
  brokers: string,
  topics: readonly string[],
  hear: (heard: TopicMessage) => void,
): Promise<void> {
  const kafka = new Kafka({ clientId: 'reader', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const unread = await endsOf(kafka, topics);
  if (unread.size === 0) return;
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 500 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // Also called for batches that contain only transaction markers, which no handler sees.
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
        const place = `${topic}/${partition}`;
        if (BigInt(lastOffset) + 1n >= (unread.get(place) ?? 0n)) unread.delete(place);
        if (unread.size === 0) resolve();
      });
      const handled = consumer.run({
        eachMessage: ({ topic, partition, message }) => {
          hear({ topic, partition, message });
          return Promise.resolve();
        },
      });
      handled.catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

/** The offset after the last message of each partition that is not empty. */
async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${partition}`, BigInt(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}
