import type { Topic } from '@slipway/contracts';

export type HeaderValue = string | Buffer | (string | Buffer)[] | undefined;
export type Headers = Readonly<Record<string, HeaderValue>>;

export interface OutgoingMessage {
  /** Messages of one key stay in order. */
  readonly key: string | Buffer | null;
  readonly headers: Headers;
  readonly value: Buffer | null;
}

/** A message as stored in the topic: nothing is decoded, so that a dead letter can hold the same bytes. */
export interface IncomingMessage {
  /** Without the prefix of the installation. */
  readonly topic: Topic;
  readonly partition: number;
  /** Decimal; beyond what a number can hold. */
  readonly offset: string;
  /** When the broker or the producer dated it, ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly headers: Headers;
  readonly value: Buffer | null;
}

/** The tools of a consumer while it handles a message. */
export interface Handling {
  /** Keeps the partition; call it at least every few seconds during long work. Throws when the group is being rebalanced. */
  heartbeat(): Promise<void>;
  /** Aborted when the consumer is closing or loses the partition: stop waiting, leave the message to the next one. */
  readonly closing: AbortSignal;
  /**
   * Runs this when one of the group's turns is free, so that only so many run at once. Wait for the next attempt outside of it.
   * @throws HandlingInterrupted when the consumer is closing before its turn comes
   */
  turn<T>(work: () => Promise<T>): Promise<T>;
}

interface Group {
  /** `<service>.<purpose>`. Every group gets every message; the members of a group share the partitions. */
  readonly group: string;
  readonly topics: readonly Topic[];
}

/** Handles message by message: those of one key in their order, those of different keys beside each other. */
export interface MessageConsumer extends Group {
  /** Done when it resolves; if it throws, the message is redelivered before any later message with its key. */
  handle(message: IncomingMessage, handling: Handling): Promise<void>;
}

/** Reads the messages that a fetch brought from a partition, before any of them is handled. */
export interface BatchConsumer extends Group {
  /**
   * The works for each message, in order; a message without works is done.
   * @param room bytes that these works may hold; beyond that, works hold only what they need to read their message
   * again
   * @throws HandlingInterrupted if the consumer is closing
   */
  receive(
    messages: readonly IncomingMessage[],
    handling: Pick<Handling, 'heartbeat' | 'closing'>,
    room: number,
  ): Promise<readonly (readonly Work[])[]>;
}

export type GroupConsumer = MessageConsumer | BatchConsumer;

/** One thing to do about a message. */
export interface Work {
  /** Works of one lane are done one after the other, in the order of their messages. */
  readonly lane: string;
  /** Bytes that it holds until it is done, roughly. */
  readonly weight: number;
  /** Done when it resolves; when it throws, it is tried again before anything behind it in its lane. */
  run(handling: Handling): Promise<void>;
}

export interface Subscription {
  /** Finishes the messages under way, and leaves the group. Safe to call twice. */
  close(): Promise<void>;
}

/** Where a message of an exclusive publisher stands in the log. */
export interface PublishedPosition {
  readonly logIndex: number;
  readonly eventId: string;
}

/** The only publisher of its name: the previous publisher of the name can no longer publish. */
export interface ExclusivePublisher {
  /**
   * The positions at the end of the partitions once the predecessor is fenced, highest log index first; empty for an
   * empty topic.
   */
  readonly tail: readonly PublishedPosition[];
  /**
   * All messages or none, in order, acknowledged by every in-sync replica. One call at a time.
   * @throws MessagingError PUBLISHER_FENCED if a successor has taken over, PUBLISH_FAILED if it is unknown whether they
   * are stored: take over again and read the tail
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** Topics, as services see them. Readers see only what was published as a whole. */
export interface MessageBus {
  /** At least once, in order per key, acknowledged. @throws MessagingError PUBLISH_FAILED, MESSAGE_TOO_LARGE */
  publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Resolves when the group has been joined. A new group starts with the oldest message. */
  subscribe(consumer: GroupConsumer): Promise<Subscription>;
  /** Becomes the only publisher of this name; fences the one before. */
  takeOver(name: string, topic: Topic): Promise<ExclusivePublisher>;
  close(): Promise<void>;
}
