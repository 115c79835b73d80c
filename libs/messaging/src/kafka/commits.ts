import type { Consumer } from 'kafkajs';
import type { MessagingLog } from '../log.js';
import type { GroupPartitions } from '../work/group-partitions.js';

/** Milliseconds within which what is done is committed, in one request for all partitions. */
const commitWithin = 1000;

export interface CommitsSettings {
  readonly consumer: Pick<Consumer, 'commitOffsets'>;
  readonly partitions: GroupPartitions;
  /** Before every topic. */
  readonly prefix: string;
  readonly group: string;
  readonly log: MessagingLog;
}

/**
 * Commits the position of each partition. A commit that fails is made up for by the next one: at worst, messages are
 * redelivered.
 */
export class Commits {
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly committed = new Map<string, string>();

  constructor(private readonly settings: CommitsSettings) {}

  /** There may be something to commit. */
  soon(): void {
    this.timer ??= setTimeout(() => void this.now(), commitWithin);
  }

  /** One commit at a time, so that an older one cannot arrive after a newer one. */
  now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = this.last.then(() => this.commit());
    return this.last;
  }

  /** After a rebalance, the committed positions are unknown. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.committed.clear();
  }

  private async commit(): Promise<void> {
    const { consumer, partitions, prefix, group, log } = this.settings;
    const offsets = partitions
      .positions()
      .map(({ topic, partition, offset }) => ({ topic: prefix + topic, partition, offset }))
      .filter((each) => this.committed.get(nameOf(each)) !== each.offset);
    if (offsets.length === 0) return;
    try {
      await consumer.commitOffsets(offsets);
      for (const each of offsets) this.committed.set(nameOf(each), each.offset);
    } catch (error) {
      log.warn({ group, err: error }, 'offsets could not be committed; the next commit covers them');
    }
  }
}

const nameOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic} ${String(partition)}`;
