import type { Topic } from '@slipway/contracts';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import { MessagingError } from '../errors.js';
import type { MessagingLog } from '../log.js';
import type { ExclusivePublisher, GroupConsumer, MessageBus, OutgoingMessage, Subscription } from '../message-bus.js';
import { GroupServer } from './group-server.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaExclusivePublisher } from './kafka-exclusive-publisher.js';

export interface KafkaMessageBusSettings {
  readonly brokers: readonly string[];
  /** Before every topic, group and transactional id; '' in production, one of its own for each test file. */
  readonly topicPrefix: string;
  /** Name of the service. */
  readonly clientId: string;
  readonly log: MessagingLog;
  /** A consumer has stopped for good: end the process, so that its supervisor starts it anew. */
  readonly onConsumerStopped: (group: string, error: Error) => void;
}

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
    const producer = await this.connectedProducer();
    const copies = messages.map((message) => ({ ...message }));
    try {
      await producer.send({ topic: this.settings.topicPrefix + topic, messages: copies });
    } catch (cause) {
      throw new MessagingError('PUBLISH_FAILED', { topic, messages: messages.length }, { cause });
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
    // What could not connect is not there to be disconnected; whoever published has had the error.
    await this.producer?.then((producer) => producer.disconnect()).catch(() => undefined);
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
    this.producer ??= this.connectProducer().catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    return producer;
  }
}
