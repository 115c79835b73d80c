import { randomInt, randomUUID } from 'node:crypto';
import type { ICustomPartitioner, Message, Producer } from 'kafkajs';
import { chaosHeader, type Ground } from '../ground.js';

/** Uses a random partition: hashing a large key would keep this program busy. */
const createPartitioner: ICustomPartitioner =
  () =>
  ({ partitionMetadata, message }) =>
    message.partition ?? randomInt(partitionMetadata.length);

/** Milliseconds after which the broker aborts a transaction whose producer is gone. */
const openAtMost = 15_000;

/** An external client that can reach the broker and writes arbitrary messages. */
export async function asStranger(
  { kafka }: Ground,
  work: (producer: Producer) => Promise<void>,
  transactionalId?: string,
): Promise<void> {
  const transactional = { maxInFlightRequests: 1, idempotent: true, transactionTimeout: openAtMost };
  const own = transactionalId === undefined ? {} : { transactionalId, ...transactional };
  const producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner, ...own });
  await producer.connect();
  try {
    await work(producer);
  } finally {
    await producer.disconnect();
  }
}

/** Sends each message by itself, with the mark of this program. */
export async function send(producer: Producer, topic: string, messages: readonly Message[]): Promise<void> {
  for (const message of messages) {
    const headers = { ...message.headers, [chaosHeader]: randomUUID() };
    await producer.send({ topic, messages: [{ ...message, headers }] });
  }
}
