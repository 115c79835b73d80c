import { topics, type Topic } from '@slipway/contracts';
import { eventually, testTopics } from '@slipway/testing';
import { KafkaMessageBus, type IncomingMessage } from '../src/index.js';
import { silentLog } from './silent-log.js';

/** Topics of its own, buses on them, and what lies in them. For one test; several can run beside each other. */
export class KafkaBench {
  readonly stopped: string[] = [];
  private readonly testTopics = testTopics();
  private readonly open: KafkaMessageBus[] = [];

  static async create(): Promise<KafkaBench> {
    const bench = new KafkaBench();
    await bench.testTopics.create();
    return bench;
  }

  bus(clientId = 'messaging-test'): KafkaMessageBus {
    const bus = new KafkaMessageBus({
      brokers: this.testTopics.brokers.split(','),
      topicPrefix: this.testTopics.prefix,
      clientId,
      log: silentLog,
      onConsumerStopped: (group) => this.stopped.push(group),
    });
    this.open.push(bus);
    return bus;
  }

  /** Everything committed to the topic, as a reader from the beginning sees it, once `enough` of it is there. */
  async contents(topic: Topic, enough: (messages: readonly IncomingMessage[]) => boolean): Promise<IncomingMessage[]> {
    const messages: IncomingMessage[] = [];
    const bus = this.bus('reader');
    await bus.subscribe({
      group: `reader-${String(this.open.length)}`,
      topics: [topic],
      handle: (message) => Promise.resolve(void messages.push(message)),
    });
    await eventually(() => enough(messages), { within: 30_000 });
    await this.settled(topic, messages);
    await bus.close();
    return messages;
  }

  /** The dead letters, once there are this many. */
  deadLetters(count: number): Promise<IncomingMessage[]> {
    return this.contents(topics.deadLetter, (messages) => messages.length >= count);
  }

  /** As the broker knows it. */
  nameOf(topic: Topic): string {
    return this.testTopics.prefix + topic;
  }

  async drop(): Promise<void> {
    await Promise.all(this.open.map((bus) => bus.close()));
    await this.testTopics.drop();
  }

  /** Waits until the reader stands at the end of every partition, so that a doubled message would have been seen. */
  private async settled(topic: Topic, messages: readonly IncomingMessage[]): Promise<void> {
    const admin = this.bus().kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(this.nameOf(topic));
    await admin.disconnect();
    await eventually(() =>
      ends.every(({ partition, high }) => {
        const last = messages.findLast((message) => message.partition === partition);
        // The last record may be a commit marker, which no reader sees.
        return BigInt(high) - BigInt(last?.offset ?? -1) <= 2n;
      }),
    );
  }
}
