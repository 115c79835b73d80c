import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@slipway/contracts';
import { MessagingError } from '../errors.js';
import type { ExclusivePublisher, GroupConsumer, MessageBus, OutgoingMessage, Subscription } from '../message-bus.js';
import { tailOf } from '../published-position.js';
import { InMemoryBroker } from './in-memory-broker.js';

/** The bus without Kafka: the same promises within one process, nothing kept. For tests and tools. */
export class InMemoryMessageBus implements MessageBus {
  private readonly subscriptions = new Set<Subscription>();
  private closed = false;

  constructor(private readonly broker = new InMemoryBroker()) {}

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void> {
    this.refuseWhenClosed();
    await delay(0);
    this.broker.append(topic, messages);
  }

  async subscribe(consumer: GroupConsumer): Promise<Subscription> {
    this.refuseWhenClosed();
    await delay(0);
    const subscription = this.broker.group(consumer.group).join(consumer);
    this.subscriptions.add(subscription);
    return subscription;
  }

  async takeOver(name: string, topic: Topic): Promise<ExclusivePublisher> {
    this.refuseWhenClosed();
    const isNewest = this.broker.claim(name);
    await delay(0);
    return {
      tail: tailOf(this.broker.messagesOf(topic)),
      publish: async (messages) => {
        await delay(0);
        if (!isNewest()) throw new MessagingError('PUBLISHER_FENCED', { name });
        this.broker.append(topic, messages);
      },
      close: () => Promise.resolve(),
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new MessagingError('BUS_CLOSED');
  }
}
