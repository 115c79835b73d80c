import { applyDecorators, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { Topic } from '@slipway/contracts';
import { attempt, refuse, type RawContext } from './attempt.js';
import type { DeadLetter } from './dead-letter.js';
import { messageDefect } from './message-bounds.js';
import type { IncomingMessage, MessageConsumer } from './message-bus.js';

/** Handles everything in a topic: the door for messages of other systems. */
export interface RawHandler {
  /**
   * Returns a dead letter to have the message set aside; otherwise the message is done. Errors are retried with
   * backoff, then dead-lettered. The handler sets the cause of its work itself.
   */
  handle(message: IncomingMessage): Promise<DeadLetter | undefined>;
}

export interface RawConsumerMetadata {
  readonly topic: Topic;
  readonly group: string;
}

export const RAW_CONSUMER = Symbol('slipway.raw-consumer');

/** Makes a provider the consumer of a topic whose messages are not checked before it sees them. */
export function RawConsumer(metadata: RawConsumerMetadata): (target: Type<RawHandler>) => void {
  return applyDecorators(Injectable(), SetMetadata(RAW_CONSUMER, metadata));
}

/** One consumer group over a raw handler, with the retries and dead letters that reactions have. */
export function rawGroup(
  { topic, group }: RawConsumerMetadata,
  handler: RawHandler,
  context: RawContext,
): MessageConsumer {
  return {
    group,
    topics: [topic],
    async handle(message, handling) {
      const tooLarge = messageDefect(message);
      if (tooLarge !== undefined) {
        await refuse(message, group, { reason: 'OUT_OF_BOUNDS', detail: tooLarge }, context);
        return;
      }
      const attempted = { place: placeOf(message), message: () => message, handling, group, type: 'raw', context };
      const refusal = await attempt(() => handler.handle(message), attempted);
      if (refusal !== undefined) await refuse(message, group, refusal, context);
    },
  };
}

const placeOf = ({ topic, partition, offset }: IncomingMessage) => ({ topic, partition, offset });
