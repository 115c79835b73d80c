import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/**
 * Reads every message of one key from these topics, from the first to the last that is there now, as a consumer that
 * sees only what is committed.
 * @returns the CloudEvents ids by topic, in the order in which it has them
 */
export async function readTopics(
  brokers: string,
  topics: readonly string[],
  key: string,
): Promise<Map<string, string[]>> {
  const kafka = new Kafka({ clientId: 'demo-reader', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const unread = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (BigInt(high) > BigInt(low)) unread.set(`${topic}/${String(partition)}`, BigInt(high));
    }
  }
  await admin.disconnect();
  const ids = new Map(topics.map((topic): [string, string[]] => [topic, []]));
  if (unread.size === 0) return ids;
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 500 });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      reject(payload.error);
    });
    // Also told of batches with nothing but the marks of transactions, which no handler sees.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, lastOffset } }) => {
      const place = `${topic}/${String(partition)}`;
      if (BigInt(lastOffset) + 1n >= (unread.get(place) ?? 0n)) unread.delete(place);
      if (unread.size === 0) resolve();
    });
    const handled = consumer.run({
      eachMessage: ({ topic, message }) => {
        if (String(message.key) === key) ids.get(topic)?.push(String(message.headers?.['ce_id']));
        return Promise.resolve();
      },
    });
    handled.catch(reject);
  });
  await consumer.disconnect();
  return ids;
}
