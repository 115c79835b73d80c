import type { Topic } from '@slipway/contracts';
import type { MessagingLog } from '../log.js';
import type { BatchConsumer, GroupConsumer, IncomingMessage } from '../message-bus.js';
import { PartitionWork } from './partition-work.js';
import { GroupWeight } from './read-ahead.js';
import { Turns } from './turns.js';
import { receiverOf } from './works-of.js';

export interface GroupPartitionsSettings {
  readonly consumer: GroupConsumer;
  readonly closing: AbortSignal;
  readonly log: MessagingLog;
  /** A work is done. */
  readonly onProgress: (topic: Topic, partition: number) => void;
}

export interface Place {
  readonly topic: Topic;
  readonly partition: number;
}

/** A group stands still when `done` stays the same for long and `within` is more. */
export interface GroupProgress {
  readonly done: number;
  readonly within: number;
}

/** What is under way of all partitions of a group. */
export class GroupPartitions {
  private readonly byPlace = new Map<string, { readonly place: Place; readonly work: PartitionWork }>();
  private readonly turns = new Turns();
  private readonly weight = new GroupWeight();
  private readonly receive: BatchConsumer['receive'];
  private term = 0;
  private done = 0;

  constructor(private readonly settings: GroupPartitionsSettings) {
    this.receive = receiverOf(settings.consumer);
  }

  of({ topic, partition }: Place): PartitionWork {
    const name = `${topic} ${String(partition)}`;
    const known = this.byPlace.get(name);
    if (known !== undefined) return known.work;
    const { consumer, closing, log, onProgress } = this.settings;
    const work = new PartitionWork({
      place: { group: consumer.group, topic, partition },
      turns: this.turns,
      weight: this.weight,
      closing,
      log,
      onProgress: () => {
        this.done += 1;
        onProgress(topic, partition);
      },
    });
    this.byPlace.set(name, { place: { topic, partition }, work });
    return work;
  }

  /**
   * Brings messages under way, up to that offset. Does not wait for them.
   * @returns false when the partition was taken away meanwhile: none of them is under way then
   */
  async take(
    place: Place,
    messages: readonly IncomingMessage[],
    { lastOffset, heartbeat }: { readonly lastOffset: string; readonly heartbeat: () => Promise<void> },
  ): Promise<boolean> {
    const { term } = this;
    const work = this.of(place);
    const works = await this.receive(messages, { heartbeat, closing: this.settings.closing }, work.room);
    if (term !== this.term) return false;
    for (const [index, message] of messages.entries()) work.add(message.offset, works[index] ?? []);
    work.reached(lastOffset);
    return true;
  }

  /** All will be read again from what was committed, here or elsewhere. */
  forget(): void {
    this.term++;
    for (const { work } of this.byPlace.values()) work.forget();
  }

  async idle(): Promise<void> {
    await Promise.all([...this.byPlace.values()].map(({ work }) => work.idle()));
  }

  /** How much has been done since the start, and how far that would be with one more of each that is under way. */
  get progress(): GroupProgress {
    const busy = [...this.byPlace.values()].reduce((sum, { work }) => sum + work.busyLanes, 0);
    return { done: this.done, within: this.done + busy };
  }

  /** The partitions, each with the offset that is to be committed; before anything was read, there is none. */
  positions(): readonly (Place & { readonly offset: string })[] {
    return [...this.byPlace.values()].flatMap(({ place, work }) =>
      work.position === undefined ? [] : [{ ...place, offset: work.position }],
    );
  }
}
