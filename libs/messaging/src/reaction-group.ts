import type { EventDefinition, ServiceName, Topic } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import { withCause } from './cause.js';
import { setAside, type DeadLetter } from './dead-letter.js';
import type { DeliveredEvent } from './delivered-event.js';
import { MessagingError } from './errors.js';
import { decodeEvent, typeOf, type Catalog } from './event-message.js';
import type { MessagingLog, MessagingObserver } from './log.js';
import type { GroupConsumer, Handling, IncomingMessage, MessageBus } from './message-bus.js';
import type { ReactionHandler } from './reaction.js';
import { withRetry, type RetryPolicy } from './retry.js';

/** What every consumer of a service works with. */
export interface ConsumerContext {
  readonly service: ServiceName;
  readonly bus: Pick<MessageBus, 'publish'>;
  /** The service's own: while it does not answer, no message is given up. */
  readonly store: Pick<EventStore, 'logSize'>;
  readonly catalog: Catalog;
  readonly retry: RetryPolicy;
  readonly log: MessagingLog;
  readonly observer: MessagingObserver;
}

export interface BoundReaction {
  readonly name: string;
  readonly events: readonly EventDefinition[];
  readonly handler: ReactionHandler;
}

/**
 * One consumer group over its reactions: checks a message first, then reacts on behalf of the event, with retries.
 * What is no event of ours, and what no retry could help, goes to the dead letters; events of other types are passed over.
 * @throws MessagingError INVALID_REACTION when two reactions of the group want the same event.
 */
export function reactionGroup(
  group: string,
  reactions: readonly BoundReaction[],
  context: ConsumerContext,
): GroupConsumer {
  const byType = reactionsByType(group, reactions);
  const topics = [...new Set(reactions.flatMap(({ events }) => events.map(({ topic }): Topic => topic)))];
  return {
    group,
    topics,
    async handle(message, handling) {
      const type = typeOf(message.headers);
      if (type !== undefined && context.catalog.has(type) && !byType.has(type)) return;
      const decoded = decodeEvent(message, context.catalog);
      if ('invalid' in decoded) {
        await refuse(message, group, decoded.invalid, context);
        return;
      }
      const reaction = byType.get(decoded.event.type);
      if (reaction === undefined) return;
      const react = () => onBehalfOf(decoded.event, group, context.service, reaction);
      await attempt(react, { message, handling, group, type: decoded.event.type, context });
    },
  };
}

function reactionsByType(group: string, reactions: readonly BoundReaction[]): ReadonlyMap<string, BoundReaction> {
  const byType = new Map<string, BoundReaction>();
  for (const reaction of reactions) {
    for (const { type } of reaction.events) {
      const other = byType.get(type);
      if (other !== undefined) {
        const fix = `${other.name} and ${reaction.name} both react to it: give one of them a group of its own`;
        throw new MessagingError('INVALID_REACTION', { group, type, fix });
      }
      byType.set(type, reaction);
    }
  }
  return byType;
}

function onBehalfOf(
  event: DeliveredEvent,
  group: string,
  service: ServiceName,
  reaction: BoundReaction,
): Promise<unknown> {
  const cause = {
    id: `${group}:${event.id}`,
    actor: { id: service, kind: 'service' as const, roles: [] },
    correlationId: event.correlationId,
    causedBy: event.id,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
  return withCause(cause, async () => await reaction.handler.handle(event));
}

export interface Attempt {
  readonly message: IncomingMessage;
  readonly handling: Handling;
  readonly group: string;
  readonly type: string;
  readonly context: ConsumerContext;
}

/** Does the work with retries; when they are used up, sets the message aside, says so, and answers undefined. */
export async function attempt<T>(work: () => Promise<T>, attempted: Attempt): Promise<T | undefined> {
  const { message, handling, group, type, context } = attempted;
  const { store, log, observer, retry: policy } = context;
  const place = { group, type, topic: message.topic, partition: message.partition, offset: message.offset };
  const startedAt = performance.now();
  const onRetry = (error: unknown, attempt: number) => {
    observer.retried?.({ group, type });
    log.warn({ ...place, attempt, err: error }, 'handling a message failed, trying again');
  };
  const outcome = await withRetry(work, { policy, handling, askStore: () => store.logSize(), onRetry });
  if ('givenUp' in outcome) {
    log.error({ ...place, err: outcome.givenUp }, 'handling a message failed for good');
    await refuse(message, group, { reason: 'HANDLER_FAILED', detail: describe(outcome.givenUp) }, context);
    return undefined;
  }
  observer.handled?.({ group, type, seconds: (performance.now() - startedAt) / 1000 });
  return outcome.done;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Sets a message aside, with a warning and a count. */
export async function refuse(
  message: IncomingMessage,
  group: string,
  letter: DeadLetter,
  context: ConsumerContext,
): Promise<void> {
  await setAside(context.bus, message, group, letter);
  context.observer.deadLettered?.({ group, topic: message.topic, reason: letter.reason });
  const { topic, partition, offset } = message;
  context.log.warn({ group, topic, partition, offset, ...letter }, 'a message went to the dead letters');
}
