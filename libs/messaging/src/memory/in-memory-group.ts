import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@slipway/contracts';
import type { GroupConsumer, IncomingMessage, Subscription } from '../message-bus.js';

interface Member {
  readonly consumer: GroupConsumer;
  readonly closing: AbortController;
}

/** Milliseconds before a message whose handler threw comes again. */
const redeliverAfter = 5;

/** One consumer group: per partition a place and at most one message under way, members sharing the partitions. */
export class InMemoryGroup {
  private members: Member[] = [];
  private readonly places = new Map<string, number>();
  private readonly pumps = new Map<string, Promise<void>>();

  constructor(private readonly log: (topic: Topic) => readonly (readonly IncomingMessage[])[]) {}

  join(consumer: GroupConsumer): Subscription {
    const member = { consumer, closing: new AbortController() };
    this.members.push(member);
    this.wake();
    return {
      close: async () => {
        member.closing.abort();
        this.members = this.members.filter((other) => other !== member);
        await Promise.all(this.pumps.values());
        this.wake();
      },
    };
  }

  /** Looks at every partition that has no message under way. */
  wake(): void {
    for (const topic of new Set(this.members.flatMap(({ consumer }) => consumer.topics))) {
      for (const partition of this.log(topic).keys()) {
        const place = `${topic} ${String(partition)}`;
        if (this.pumps.has(place)) continue;
        this.pumps.set(place, this.deliver(topic, partition, place));
      }
    }
  }

  private async deliver(topic: Topic, partition: number, place: string): Promise<void> {
    for (;;) {
      await delay(0);
      const message = this.log(topic)[partition]?.[this.places.get(place) ?? 0];
      const member = this.ownerOf(topic, partition);
      if (message === undefined || member === undefined) {
        // In the same turn as the look, so that no wake falls in between.
        this.pumps.delete(place);
        return;
      }
      const done = await handled(member, message);
      if (done) this.places.set(place, (this.places.get(place) ?? 0) + 1);
      else await delay(redeliverAfter);
    }
  }

  private ownerOf(topic: Topic, partition: number): Member | undefined {
    const subscribed = this.members.filter(({ consumer }) => consumer.topics.includes(topic));
    return subscribed[partition % Math.max(subscribed.length, 1)];
  }
}

/** What the handler throws is its own business: the message simply comes again. */
async function handled({ consumer, closing }: Member, message: IncomingMessage): Promise<boolean> {
  try {
    await consumer.handle(message, { heartbeat: () => Promise.resolve(), closing: closing.signal });
    return true;
  } catch {
    return false;
  }
}
