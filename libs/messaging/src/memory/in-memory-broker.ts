import type { Topic } from '@slipway/contracts';
import type { IncomingMessage, OutgoingMessage } from '../message-bus.js';
import { InMemoryGroup } from './in-memory-group.js';

/** Topics and groups within one process; the buses of several services can share it. */
export class InMemoryBroker {
  private readonly logs = new Map<Topic, IncomingMessage[][]>();
  private readonly groups = new Map<string, InMemoryGroup>();
  private readonly epochs = new Map<string, number>();

  constructor(private readonly partitions = 3) {}

  append(topic: Topic, messages: readonly OutgoingMessage[]): void {
    for (const { key, headers, value } of messages) {
      const bytes = key === null ? null : Buffer.from(key);
      const partition = partitionOf(bytes, this.partitions);
      const log = this.partition(topic, partition);
      const timestamp = new Date().toISOString();
      log.push({ topic, partition, offset: String(log.length), timestamp, key: bytes, headers: { ...headers }, value });
    }
    for (const group of this.groups.values()) group.wake();
  }

  group(name: string): InMemoryGroup {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group = new InMemoryGroup((topic) => this.topic(topic));
    this.groups.set(name, group);
    return group;
  }

  /** The next epoch of an exclusive publisher, and the question whether it still is the newest. */
  claim(name: string): () => boolean {
    const epoch = (this.epochs.get(name) ?? 0) + 1;
    this.epochs.set(name, epoch);
    return () => this.epochs.get(name) === epoch;
  }

  /** Everything in a topic, partition by partition; for assertions. */
  messagesOf(topic: Topic): readonly IncomingMessage[] {
    return this.topic(topic).flat();
  }

  private topic(topic: Topic): readonly (readonly IncomingMessage[])[] {
    return Array.from({ length: this.partitions }, (_, partition) => this.partition(topic, partition));
  }

  private partition(topic: Topic, partition: number): IncomingMessage[] {
    const partitions = this.logs.get(topic) ?? [];
    this.logs.set(topic, partitions);
    return (partitions[partition] ??= []);
  }
}

function partitionOf(key: Buffer | null, partitions: number): number {
  return (key ?? Buffer.alloc(0)).reduce((sum, byte) => (sum * 31 + byte) % 65_521, 7) % partitions;
}
