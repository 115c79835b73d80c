import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import { MessagingError } from '../errors.js';
import type { Headers, PublishedPosition } from '../message-bus.js';
import { tailOf } from '../published-position.js';

interface PartitionEnd {
  readonly partition: number;
  readonly low: bigint;
  /** The offset up to which everything is decided, committed or aborted. */
  readonly decided: bigint;
}

const firstWindow = 64n;
const widening = 8n;
/** Milliseconds; above the longest transaction that the broker allows. */
const longestRead = 70_000;

/**
 * Reads the last committed messages of every partition. If the newest records are only control records or aborted ones,
 * it looks further back, until it has seen a message or the beginning of the partition. Messages behind an open
 * transaction can be its own and committed, so it waits for that transaction to end.
 */
export async function readTail(
  kafka: Kafka,
  topic: string,
  groupPrefix: string,
): Promise<readonly PublishedPosition[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = await partitionEnds(admin, topic);
    if (ends.length === 0) return [];
    const groupId = `${groupPrefix}.${randomUUID()}`;
    const messages = await readEnds(kafka, topic, groupId, ends);
    // A group of this one read; brokers drop it in time by themselves if this fails.
    await admin.deleteGroups([groupId]).catch(() => undefined);
    return tailOf(messages);
  } finally {
    await admin.disconnect();
  }
}

async function partitionEnds(admin: ReturnType<Kafka['admin']>, topic: string): Promise<readonly PartitionEnd[]> {
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets
      .map(({ partition, low, high }) => ({ partition, low: BigInt(low), decided: BigInt(high) }))
      .filter(({ low, decided }) => decided > low);
  } catch (cause) {
    if (typeOfProtocolError(cause) !== 'UNKNOWN_TOPIC_OR_PARTITION') throw cause;
    throw new MessagingError('TOPIC_MISSING', { topic, fix: 'create the topics before the services start' }, { cause });
  }
}

function typeOfProtocolError(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
}

async function readEnds(
  kafka: Kafka,
  topic: string,
  groupId: string,
  ends: readonly PartitionEnd[],
): Promise<readonly { headers: Headers }[]> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, readUncommitted: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: false });
    return await new TailRead(consumer, topic, ends).run();
  } finally {
    await consumer.disconnect();
  }
}

/** One pass from a little before each end to the end, going further back where nothing was found. */
class TailRead {
  private readonly found = new Map<number, { headers: Headers }[]>();
  private readonly windows = new Map<number, bigint>();
  /** The offsets that the next messages would have got when this read began. */
  private readonly targets = new Map<number, bigint>();
  private readonly finished = Promise.withResolvers<undefined>();

  constructor(
    private readonly consumer: Consumer,
    private readonly topic: string,
    private readonly ends: readonly PartitionEnd[],
  ) {}

  async run(): Promise<readonly { headers: Headers }[]> {
    const { consumer, finished } = this;
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      this.reached(payload.partition, { last: BigInt(payload.lastOffset), high: BigInt(payload.highWatermark) });
    });
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => finished.reject(error));
    const timeout = setTimeout(() => {
      finished.reject(
        new MessagingError('PUBLISH_FAILED', {
          topic: this.topic,
          detail: 'its tail could not be read: check for a transaction that is never ended',
          partitions: [...this.windows.keys()],
        }),
      );
    }, longestRead);
    try {
      await consumer.run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          this.found
            .get(batch.partition)
            ?.push(...batch.messages.map((message) => ({ headers: message.headers ?? {} })));
          return Promise.resolve();
        },
      });
      for (const end of this.ends) this.seekBack(end, firstWindow);
      await finished.promise;
      return [...this.found.values()].flat();
    } finally {
      clearTimeout(timeout);
    }
  }

  private seekBack(end: PartitionEnd, window: bigint): void {
    const start = end.decided - window > end.low ? end.decided - window : end.low;
    this.windows.set(end.partition, window);
    this.found.set(end.partition, []);
    this.consumer.seek({ topic: this.topic, partition: end.partition, offset: String(start) });
  }

  /** @param high the offset that the next message will get */
  private reached(partition: number, { last, high }: { readonly last: bigint; readonly high: bigint }): void {
    const end = this.ends.find((candidate) => candidate.partition === partition);
    const window = this.windows.get(partition);
    const target = this.targets.get(partition) ?? high;
    this.targets.set(partition, target);
    if (end === undefined || window === undefined || last < target - 1n) return;
    if (this.found.get(partition)?.length === 0 && end.decided - window > end.low) {
      this.seekBack(end, window * widening);
      return;
    }
    this.windows.delete(partition);
    if (this.windows.size === 0) this.finished.resolve(undefined);
  }
}
