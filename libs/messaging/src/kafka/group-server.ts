import { KafkaContext, ServerKafka } from '@nestjs/microservices';
import type { Topic } from '@slipway/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { MessagingLog } from '../log.js';
import type { GroupConsumer, IncomingMessage } from '../message-bus.js';
import { HandlingInterrupted } from '../retry.js';
import { keyPartitioner } from './partitioner.js';

export interface GroupServerSettings {
  readonly kafka: Kafka;
  readonly consumer: GroupConsumer;
  /** Before every topic and group of this installation; '' in production. */
  readonly prefix: string;
  readonly log: MessagingLog;
  /** kafkajs has given this consumer up for good: end the process, so that its supervisor starts it anew. */
  readonly onStopped: (group: string, error: Error) => void;
}

/**
 * How a consumer waits. A fetch returns as soon as there is a message, so the wait costs no latency, only what an idle
 * service spends on asking again; it also bounds how long closing takes. A member that is killed holds its partitions
 * for the session timeout.
 */
const consumerTimes = {
  maxWaitTimeInMs: 2000,
  sessionTimeout: 10_000,
  heartbeatInterval: 2500,
  rebalanceTimeout: 30_000,
};
const partitionsAtOnce = 3;
const commitAtLeastEvery = 1000;

/**
 * One consumer group on NestJS's Kafka transport. Beyond what ServerKafka does it hands messages on as the bytes they
 * are, commits exactly up to the last message whose effect is stored (control records of transactions included), has
 * a transport id of its own, so that no handler of another group gets in, and makes no producer of its own.
 */
export class GroupServer extends ServerKafka {
  override readonly transportId: symbol;
  private readonly closing = new AbortController();

  constructor(private readonly settings: GroupServerSettings) {
    super({
      postfixId: '',
      client: { brokers: [] },
      consumer: { groupId: settings.prefix + settings.consumer.group },
      subscribe: { fromBeginning: true },
    });
    this.transportId = Symbol(settings.consumer.group);
    for (const topic of settings.consumer.topics) {
      this.addHandler(settings.prefix + topic, this.handler(topic), true);
    }
  }

  override async start(callback: () => void): Promise<void> {
    const { kafka, onStopped } = this.settings;
    const { group } = this.settings.consumer;
    const consumer = kafka.consumer({ groupId: this.groupId, ...consumerTimes, readUncommitted: false });
    this.consumer = consumer;
    // For Nest's context only: events have no replies, so it is never connected.
    this.producer = kafka.producer({ createPartitioner: keyPartitioner });
    this.registerConsumerEventListeners();
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart && !this.closing.signal.aborted) onStopped(group, error);
    });
    await consumer.connect();
    await this.bindEvents(consumer);
    callback();
  }

  override createClient<T>(): Promise<T> {
    return Promise.resolve(this.settings.kafka as T);
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    const topics = [...this.messageHandlers.keys()];
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      autoCommitInterval: commitAtLeastEvery,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  override async close(): Promise<void> {
    this.closing.abort();
    await super.close();
  }

  /** In the partition's order; stops short when the partition is taken away, and commits only what is done. */
  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    for (const message of messages) {
      if (!payload.isRunning() || payload.isStale()) return;
      try {
        await this.handOn(topic, partition, message, () => payload.heartbeat());
      } catch (error) {
        if (error instanceof HandlingInterrupted) return;
        throw error;
      }
      payload.resolveOffset(message.offset);
      await payload.heartbeat();
      await payload.commitOffsetsIfNecessary();
    }
  }

  /** Through Nest's handler and processing hooks, past its parser, which would change the bytes. */
  private async handOn(
    topic: string,
    partition: number,
    message: KafkaMessage,
    heartbeat: () => Promise<void>,
  ): Promise<void> {
    if (this.consumer === null || this.producer === null) throw new HandlingInterrupted('closed');
    const context = new KafkaContext([{ ...message }, partition, topic, this.consumer, heartbeat, this.producer]);
    await this.handleEvent(topic, { pattern: topic, data: message }, context);
  }

  private handler(topic: Topic) {
    return async (message: KafkaMessage, context: KafkaContext) => {
      const handling = { heartbeat: context.getHeartbeat(), closing: this.closing.signal };
      await this.settings.consumer.handle(incoming(topic, context.getPartition(), message), handling);
    };
  }
}

function incoming(topic: Topic, partition: number, message: KafkaMessage): IncomingMessage {
  return {
    topic,
    partition,
    offset: message.offset,
    timestamp: instantOf(Number(message.timestamp)),
    key: message.key,
    headers: message.headers ?? {},
    value: message.value,
  };
}

/** A producer can date its messages as it likes; beyond what a Date can hold counts as not dated. */
function instantOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
