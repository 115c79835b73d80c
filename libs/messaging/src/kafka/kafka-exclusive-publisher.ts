import type { Kafka, Producer } from 'kafkajs';
import { MessagingError } from '../errors.js';
import type { ExclusivePublisher, OutgoingMessage, PublishedPosition } from '../message-bus.js';
import { keyPartitioner } from './partitioner.js';
import { readTail } from './topic-tail.js';

/**
 * The number of transactional ids in rotation. The broker writes the commit markers of a transaction after its answer,
 * and refuses the id until they are written; with a single id, each batch would wait for the markers of the one before.
 */
const rotation = 4;

const producerSettings = {
  createPartitioner: keyPartitioner,
  maxInFlightRequests: 1,
  /** Milliseconds after which the broker aborts what a dead publisher left open, if no successor comes earlier. */
  transactionTimeout: 15_000,
  retry: { initialRetryTime: 5, multiplier: 2, factor: 0, maxRetryTime: 500, retries: 10 },
};

export interface ExclusivePublisherSettings {
  readonly kafka: Kafka;
  /** Transactional id, before its number. */
  readonly name: string;
  /** As the broker knows it. */
  readonly topic: string;
}

/** Publishes in transactions: all of a batch or nothing, and nothing at all once a successor has taken the name. */
export class KafkaExclusivePublisher implements ExclusivePublisher {
  private turn = 0;

  private constructor(
    private readonly settings: ExclusivePublisherSettings,
    private readonly producers: readonly Producer[],
    readonly tail: readonly PublishedPosition[],
  ) {}

  /**
   * Fences the predecessor under every transactional id: the broker finishes or aborts its open transactions and
   * refuses it from then on. The tail is read only after that, so that nothing can appear behind it.
   */
  static async takeOver(settings: ExclusivePublisherSettings): Promise<KafkaExclusivePublisher> {
    const { kafka, name, topic } = settings;
    const producers = Array.from({ length: rotation }, (_, number) =>
      kafka.producer({ ...producerSettings, transactionalId: `${name}-${String(number)}` }),
    );
    try {
      await Promise.all(producers.map(fence));
      return new KafkaExclusivePublisher(settings, producers, await readTail(kafka, topic, `${name}.tail`));
    } catch (error) {
      await disconnect(producers);
      throw error;
    }
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const { name, topic } = this.settings;
    const producer = this.producers[this.turn++ % rotation];
    if (producer === undefined) throw new MessagingError('BUS_CLOSED', { name });
    try {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: messages.map((message) => ({ ...message })) });
      await transaction.commit();
    } catch (cause) {
      throw new MessagingError(isFenced(cause) ? 'PUBLISHER_FENCED' : 'PUBLISH_FAILED', { name, topic }, { cause });
    }
  }

  close(): Promise<void> {
    return disconnect(this.producers);
  }
}

/** Beginning a transaction claims the id; an empty one leaves no trace. */
async function fence(producer: Producer): Promise<void> {
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.abort();
}

async function disconnect(producers: readonly Producer[]): Promise<void> {
  await Promise.all(producers.map((producer) => producer.disconnect()));
}

/** kafkajs knows the code from before Kafka 2.5 by its name, and newer ones by their number only. */
function isFenced(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('type' in error && error.type === 'INVALID_PRODUCER_EPOCH') return true;
  return 'code' in error && error.code === 90 ? true : 'cause' in error && isFenced(error.cause);
}
