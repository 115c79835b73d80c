import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@slipway/contracts';
import { MessagingError } from '../errors.js';
import type {
  ExclusivePublisher,
  GroupConsumer,
  IncomingMessage,
  MessageBus,
  OutgoingMessage,
  Subscription,
} from '../message-bus.js';
import { tailOf } from '../published-position.js';
import { InMemoryGroup } from './in-memory-group.js';

/** The bus without a broker: the same promises within one process, nothing kept. For tests and tools. */
export class InMemoryMessageBus implements MessageBus {
  private readonly logs = new Map<Topic, IncomingMessage[][]>();
  private readonly groups = new Map<string, InMemoryGroup>();
  private readonly epochs = new Map<string, number>();
  private closed = false;

  constructor(private readonly partitions = 3) {}

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.closed) throw new MessagingError('BUS_CLOSED');
    await delay(0);
    for (const message of messages) this.append(topic, message);
    for (const group of this.groups.values()) group.wake();
  }

  subscribe(consumer: GroupConsumer): Promise<Subscription> {
    if (this.closed) return Promise.reject(new MessagingError('BUS_CLOSED'));
    const group = this.groups.get(consumer.group) ?? new InMemoryGroup((topic) => this.log(topic));
    this.groups.set(consumer.group, group);
    return Promise.resolve(group.join(consumer));
  }

  async takeOver(name: string, topic: Topic): Promise<ExclusivePublisher> {
    const epoch = (this.epochs.get(name) ?? 0) + 1;
    this.epochs.set(name, epoch);
    return {
      tail: await Promise.resolve(tailOf(this.log(topic).flat())),
      publish: async (messages) => {
        if (this.epochs.get(name) !== epoch) throw new MessagingError('PUBLISHER_FENCED', { name });
        await this.publish(topic, messages);
      },
      close: () => Promise.resolve(),
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.groups.values()].map((group) => group.close()));
  }

  /** Everything in a topic, partition by partition; for assertions. */
  messagesOf(topic: Topic): readonly IncomingMessage[] {
    return this.log(topic).flat();
  }

  private log(topic: Topic): IncomingMessage[][] {
    const known = this.logs.get(topic);
    if (known !== undefined) return known;
    const log = Array.from({ length: this.partitions }, (): IncomingMessage[] => []);
    this.logs.set(topic, log);
    return log;
  }

  private append(topic: Topic, { key, headers, value }: OutgoingMessage): void {
    const log = this.log(topic);
    const bytes = key === null ? null : Buffer.from(key);
    const partition = (bytes ?? Buffer.alloc(0)).reduce((sum, byte) => (sum * 31 + byte) % 65_521, 7) % this.partitions;
    const offset = String(log[partition]?.length ?? 0);
    const timestamp = new Date().toISOString();
    log[partition]?.push({ topic, partition, offset, timestamp, key: bytes, headers: { ...headers }, value });
  }
}
