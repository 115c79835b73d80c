import { namedTextOf, type ServiceName } from '@slipway/contracts';
import { setAside, type DeadLetter } from './dead-letter.js';
import type { Catalog } from './event-message.js';
import type { LogReader } from './log-lookup.js';
import type { MessagingLog, MessagingObserver } from './log.js';
import type { Handling, IncomingMessage, MessageBus } from './message-bus.js';
import { withRetry, type RetryPolicy } from './retry.js';

/** What raw consumers of a service work with. */
export interface RawContext {
  readonly bus: Pick<MessageBus, 'publish'>;
  /** The store of the service: while it does not answer, no message is given up. */
  readonly store: { logSize(): Promise<number> };
  readonly retry: RetryPolicy;
  readonly log: MessagingLog;
  readonly observer: MessagingObserver;
}

/** What every consumer of a service works with. */
export interface ConsumerContext extends RawContext {
  readonly service: ServiceName;
  /** A reaction handles an event only if this log has it. */
  readonly store: RawContext['store'] & LogReader;
  readonly catalog: Catalog;
}

export interface Attempt {
  readonly place: Pick<IncomingMessage, 'topic' | 'partition' | 'offset'>;
  /** The original message, for the dead letter. */
  readonly message: () => IncomingMessage;
  readonly handling: Handling;
  readonly group: string;
  readonly type: string;
  readonly context: RawContext;
}

/**
 * Does the work with retries. When they are used up, sends the message to the dead letters, logs it, and returns
 * undefined.
 */
export async function attempt<T>(work: () => Promise<T>, attempted: Attempt): Promise<T | undefined> {
  const { place, message, handling, group, type, context } = attempted;
  const { store, log, observer, retry: policy } = context;
  const startedAt = performance.now();
  const onRetry = (error: unknown, attempt: number) => {
    observer.retried?.({ group, type });
    log.warn({ group, type, ...place, attempt, err: error }, 'handling a message failed; it is retried');
  };
  // Each attempt takes its own turn, so that nothing waits behind work that waits for its next attempt.
  const inTurn = () => handling.turn(work);
  const outcome = await withRetry(inTurn, { policy, handling, askStore: () => store.logSize(), onRetry });
  if ('givenUp' in outcome) {
    log.error({ group, type, ...place, err: outcome.givenUp }, 'handling a message failed permanently');
    await refuse(message(), group, { reason: 'HANDLER_FAILED', detail: namedTextOf(outcome.givenUp) }, context);
    return undefined;
  }
  observer.handled?.({ group, type, seconds: (performance.now() - startedAt) / 1000 });
  return outcome.done;
}

/** Sends a message to the dead letters, with a warning and a count. */
export async function refuse(
  message: IncomingMessage,
  group: string,
  letter: DeadLetter,
  context: Pick<RawContext, 'bus' | 'log' | 'observer'>,
): Promise<void> {
  await setAside(context.bus, message, group, letter);
  context.observer.deadLettered?.({ group, topic: message.topic, reason: letter.reason });
  const { topic, partition, offset } = message;
  context.log.warn({ group, topic, partition, offset, ...letter }, 'a message went to the dead letters');
}
