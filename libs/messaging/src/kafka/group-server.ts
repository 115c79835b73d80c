import { ServerKafka } from '@nestjs/microservices';
import type { Topic } from '@slipway/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { MessagingLog } from '../log.js';
import type { GroupConsumer, IncomingMessage } from '../message-bus.js';
import { HandlingInterrupted } from '../retry.js';
import { GroupPartitions, type GroupProgress, type Place } from '../work/group-partitions.js';
import { Commits } from './commits.js';

export interface GroupServerSettings {
  readonly kafka: Kafka;
  readonly consumer: GroupConsumer;
  /** Before every topic and group of this installation; '' in production. */
  readonly prefix: string;
  readonly log: MessagingLog;
  /** kafkajs has stopped this consumer permanently: end the process, so that its supervisor restarts it. */
  readonly onStopped: (group: string, error: Error) => void;
}

/**
 * How a consumer waits. A fetch returns as soon as there is a message, so the wait adds no latency; it only limits how
 * often an idle service asks. It also bounds how long closing takes. A member that is killed holds its partitions for
 * the session timeout.
 */
const consumerTimes = {
  maxWaitTimeInMs: 2000,
  sessionTimeout: 10_000,
  heartbeatInterval: 2500,
  rebalanceTimeout: 30_000,
};
/** Bytes that a fetch brings of one partition, so that one full of messages comes in turns with the others. */
const fetchedAtOnce = 256 * 1024;
/** Looked at together; none of them waits for its messages to be done. */
const partitionsAtOnce = 16;

/**
 * One consumer group on NestJS's Kafka transport. In addition to ServerKafka, it passes messages on as raw bytes; reads
 * ahead of the messages under way, so that keys do not wait for each other; commits exactly up to where all effects are
 * stored (control records of transactions included); has a transport id of its own, so that it runs no handler of
 * another group, and creates no producer.
 */
export class GroupServer extends ServerKafka {
  override readonly transportId: symbol;
  private readonly closing = new AbortController();
  private readonly partitions: GroupPartitions;
  private commits: Commits | undefined;
  private readonly paused = new Set<string>();
  private isRunning = false;

  constructor(private readonly settings: GroupServerSettings) {
    super({ postfixId: '', client: { brokers: [] }, consumer: { groupId: settings.prefix + settings.consumer.group } });
    const { consumer, log } = settings;
    this.transportId = Symbol(consumer.group);
    const onProgress = (topic: Topic, partition: number) => {
      this.commits?.soon();
      this.readOn(topic, partition);
    };
    this.partitions = new GroupPartitions({ consumer, log, closing: this.closing.signal, onProgress });
  }

  override async start(callback: () => void): Promise<void> {
    const { kafka, onStopped, prefix, log } = this.settings;
    const { group } = this.settings.consumer;
    const consumer = kafka.consumer({
      groupId: this.groupId,
      ...consumerTimes,
      maxBytesPerPartition: fetchedAtOnce,
      readUncommitted: false,
    });
    this.consumer = consumer;
    this.commits = new Commits({ consumer, partitions: this.partitions, prefix, group, log });
    this.registerConsumerEventListeners();
    this.followAssignments(consumer, this.commits);
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart && !this.closing.signal.aborted) onStopped(group, error);
    });
    await consumer.connect();
    await this.bindEvents(consumer);
    callback();
  }

  get group(): string {
    return this.settings.consumer.group;
  }

  get progress(): GroupProgress {
    return this.partitions.progress;
  }

  override createClient<T>(): Promise<T> {
    return Promise.resolve(this.settings.kafka as T);
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    const { prefix, consumer: group } = this.settings;
    await consumer.subscribe({ topics: group.topics.map((topic) => prefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.eachBatch(payload),
    });
    this.isRunning = true;
  }

  override async close(): Promise<void> {
    this.closing.abort();
    if (this.isRunning)
      this.consumer?.pause(this.settings.consumer.topics.map((topic) => ({ topic: this.settings.prefix + topic })));
    await this.partitions.idle();
    await this.commits?.now();
    await super.close();
  }

  /**
   * In a rebalance, messages under way are finished or left, and the finished ones are committed while that still
   * counts.
   */
  private followAssignments(consumer: Consumer, commits: Commits): void {
    consumer.on(consumer.events.REBALANCING, () => void commits.now());
    consumer.on(consumer.events.GROUP_JOIN, () => {
      this.partitions.forget();
      commits.forget();
      this.paused.clear();
      consumer.resume(consumer.paused());
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      // Only the control records of transactions: they have no handler.
      if (batchSize > 0) return;
      this.partitions.of({ topic: this.topicOf(topic), partition }).reached(lastOffset);
      commits.soon();
    });
  }

  /** Starts the messages and returns: the fetch loop never waits for them, so that no key waits for another. */
  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const heartbeat = () => payload.heartbeat();
    if (this.closing.signal.aborted || !payload.isRunning() || payload.isStale()) return;
    const place = { topic: this.topicOf(batch.topic), partition: batch.partition };
    const messages = batch.messages.map((message) => incoming(place.topic, batch.partition, message));
    const lastOffset = batch.lastOffset();
    try {
      if (!(await this.partitions.take(place, messages, { lastOffset, heartbeat }))) return;
    } catch (error) {
      if (error instanceof HandlingInterrupted) return;
      throw error;
    }
    payload.resolveOffset(lastOffset);
    this.commits?.soon();
    if (!this.partitions.of(place).isFull) return;
    this.paused.add(nameOf(place));
    payload.pause();
  }

  /** Goes on with a partition that was read ahead far enough. */
  private readOn(topic: Topic, partition: number): void {
    const place = { topic, partition };
    const name = nameOf(place);
    if (!this.paused.has(name) || !this.partitions.of(place).hasSpace || this.closing.signal.aborted) return;
    this.paused.delete(name);
    this.consumer?.resume([{ topic: this.settings.prefix + topic, partitions: [partition] }]);
  }

  private topicOf(name: string): Topic {
    return name.slice(this.settings.prefix.length) as Topic;
  }
}

const nameOf = ({ topic, partition }: Place): string => `${topic} ${String(partition)}`;

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

/** A producer can set any timestamp; one that a Date cannot hold counts as absent. */
function instantOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
