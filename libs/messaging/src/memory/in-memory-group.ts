import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@slipway/contracts';
import type { MessagingLog } from '../log.js';
import type { GroupConsumer, IncomingMessage, Subscription } from '../message-bus.js';
import { HandlingInterrupted } from '../retry.js';
import { GroupPartitions } from '../work/group-partitions.js';

interface Member {
  readonly consumer: GroupConsumer;
  readonly closing: AbortController;
  readonly partitions: GroupPartitions;
}

/** Messages that are read together. */
const batchSize = 50;
/** Milliseconds before a partition with enough messages read ahead is read again. */
const pause = 5;

const nothing = (): void => undefined;
const silent: MessagingLog = { debug: nothing, warn: nothing, error: nothing };

/**
 * One consumer group: members share the partitions; when one joins or leaves, each continues from the committed
 * position.
 */
export class InMemoryGroup {
  private members: Member[] = [];
  private readonly committed = new Map<string, number>();
  private readonly pumps = new Map<string, Promise<void>>();

  constructor(private readonly log: (topic: Topic) => readonly (readonly IncomingMessage[])[]) {}

  join(consumer: GroupConsumer): Subscription {
    const closing = new AbortController();
    const onProgress = nothing;
    const partitions = new GroupPartitions({ consumer, closing: closing.signal, log: silent, onProgress });
    const member = { consumer, closing, partitions };
    this.members.push(member);
    this.wake();
    return {
      close: async () => {
        closing.abort();
        this.members = this.members.filter((other) => other !== member);
        await Promise.all(this.pumps.values());
        this.wake();
      },
    };
  }

  /** Looks at every partition that nobody reads. */
  wake(): void {
    for (const topic of new Set(this.members.flatMap(({ consumer }) => consumer.topics))) {
      for (const partition of this.log(topic).keys()) {
        const place = `${topic} ${String(partition)}`;
        if (this.pumps.has(place)) continue;
        this.pumps.set(place, this.read(topic, partition, place));
      }
    }
  }

  /** Until everything in the partition is done, or there is no member. */
  private async read(topic: Topic, partition: number, place: string): Promise<void> {
    await delay(0);
    for (let member = this.ownerOf(topic, partition); member !== undefined; member = this.ownerOf(topic, partition)) {
      const ended = await this.serve(member, topic, partition, place);
      if (ended) break;
    }
    // In the same turn as the look, so that no wake falls in between.
    this.pumps.delete(place);
  }

  /** For as long as the partition belongs to this member. Returns whether everything in it is done. */
  private async serve(member: Member, topic: Topic, partition: number, place: string): Promise<boolean> {
    const work = member.partitions.of({ topic, partition });
    let next = this.committed.get(place) ?? 0;
    while (this.ownerOf(topic, partition) === member) {
      const messages = work.isFull ? [] : (this.log(topic)[partition] ?? []).slice(next, next + batchSize);
      if (messages.length > 0 && (await take(member, topic, partition, messages))) next += messages.length;
      const done = Number(work.position ?? next);
      this.committed.set(place, done);
      if (done === (this.log(topic)[partition]?.length ?? 0)) return true;
      await delay(messages.length > 0 ? 0 : pause);
    }
    // Messages under way are finished before another member continues; waiting messages are left to that member.
    work.stop();
    await work.idle();
    this.committed.set(place, Number(work.position ?? next));
    work.forget();
    return false;
  }

  private ownerOf(topic: Topic, partition: number): Member | undefined {
    const subscribed = this.members.filter(({ consumer }) => consumer.topics.includes(topic));
    return subscribed[partition % Math.max(subscribed.length, 1)];
  }
}

async function take(
  { partitions }: Member,
  topic: Topic,
  partition: number,
  messages: readonly IncomingMessage[],
): Promise<boolean> {
  const lastOffset = messages.at(-1)?.offset ?? '0';
  try {
    return await partitions.take({ topic, partition }, messages, { lastOffset, heartbeat: () => Promise.resolve() });
  } catch (error) {
    if (error instanceof HandlingInterrupted) return false;
    throw error;
  }
}
