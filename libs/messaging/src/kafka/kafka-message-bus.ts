import type { Topic } from '@slipway/contracts';
import type { Kafka, Producer } from 'kafkajs';
import { MessagingError } from '../errors.js';
import type { MessagingLog } from '../log.js';
import type { ExclusivePublisher, GroupConsumer, MessageBus, OutgoingMessage, Subscription } from '../message-bus.js';
import { GroupServer } from './group-server.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaExclusivePublisher } from './kafka-exclusive-publisher.js';
import type { KafkaSecurity } from './kafka-security.js';
import { keyPartitioner } from './partitioner.js';

export interface KafkaMessageBusSettings {
  readonly brokers: readonly string[];
  /** Before every topic, group and transactional id; '' in production, one of its own for each test file. */
  readonly topicPrefix: string;
  /** Name of the service. */
  readonly clientId: string;
  /** Plain text and no login when absent. */
  readonly security?: KafkaSecurity | undefined;
  readonly log: MessagingLog;
  /** A consumer has stopped permanently: end the process, so that its supervisor restarts it. */
  readonly onConsumerStopped: (group: string, error: Error) => void;
}

/** Idempotent, so that a retry after half an answer doubles nothing. */
const producerSettings = {
  createPartitioner: keyPartitioner,
  idempotent: true,
  maxInFlightRequests: 1,
  retry: { initialRetryTime: 50, multiplier: 2, factor: 0.2, maxRetryTime: 2000, retries: 10 },
};

/** The bus on Kafka. One per process; every consumer has connections of its own. */
export class KafkaMessageBus implements MessageBus {
  readonly kafka: Kafka;
  private producer: Promise<Producer> | undefined;
  private readonly closers = new Set<() => Promise<void>>();
  private closed = false;

  constructor(private readonly settings: KafkaMessageBusSettings) {
    this.kafka = kafkaClient(settings);
  }

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void> {
    const connecting = this.connectedProducer();
    const copies = messages.map((message) => ({ ...message }));
    try {
      await (await connecting).send({ topic: this.settings.topicPrefix + topic, messages: copies });
    } catch (cause) {
      // Its sequence numbers can have a gap now, which the broker would refuse: the next call creates another producer.
      if (this.producer === connecting) this.producer = undefined;
      await disconnect(connecting);
      const code = isTooLarge(cause) ? 'MESSAGE_TOO_LARGE' : 'PUBLISH_FAILED';
      throw new MessagingError(code, { topic, messages: messages.length }, { cause });
    }
  }

  async subscribe(consumer: GroupConsumer): Promise<Subscription> {
    const server = this.groupServer(consumer);
    const listening = Promise.withResolvers<undefined>();
    await server.listen((error: unknown) => {
      if (error === undefined) listening.resolve(undefined);
      else listening.reject(error);
    });
    await listening.promise;
    return this.closedWithMe(() => server.close());
  }

  async takeOver(name: string, topic: Topic): Promise<ExclusivePublisher> {
    this.refuseWhenClosed();
    const { topicPrefix } = this.settings;
    return KafkaExclusivePublisher.takeOver({
      kafka: this.kafka,
      name: topicPrefix + name,
      topic: topicPrefix + topic,
    });
  }

  /** The group as a NestJS transport strategy, for `app.connectMicroservice({ strategy })`. */
  groupServer(consumer: GroupConsumer): GroupServer {
    this.refuseWhenClosed();
    const { topicPrefix: prefix, log, onConsumerStopped: onStopped } = this.settings;
    return new GroupServer({ kafka: this.kafka, consumer, prefix, log, onStopped });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.closers].map((close) => close()));
    if (this.producer !== undefined) await disconnect(this.producer);
  }

  private closedWithMe(end: () => Promise<void>): Subscription {
    let ended: Promise<void> | undefined;
    const close = () => {
      this.closers.delete(close);
      return (ended ??= end());
    };
    this.closers.add(close);
    return { close };
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new MessagingError('BUS_CLOSED');
  }

  private connectedProducer(): Promise<Producer> {
    this.refuseWhenClosed();
    this.producer ??= this.connectProducer();
    return this.producer;
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer(producerSettings);
    await producer.connect();
    return producer;
  }
}

const tooLarge: ReadonlySet<unknown> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && (('type' in error && tooLarge.has(error.type)) || isTooLarge(error.cause));

/** A producer that never connected needs no disconnect; the code that wanted to publish has had the error. */
async function disconnect(connecting: Promise<Producer>): Promise<void> {
  const producer = await connecting.catch(() => undefined);
  await producer?.disconnect();
}
