import type { EventDefinition, ServiceName, Topic } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { attempt, refuse, type ConsumerContext } from './attempt.js';
import { withCause } from './cause.js';
import type { DeliveredEvent } from './delivered-event.js';
import { MessagingError } from './errors.js';
import { typeOf } from './event-message.js';
import { LogLookup, untilAnswered } from './log-lookup.js';
import { LoggedFact } from './logged-fact.js';
import { isAsLogged, placeInLog, refusalOf } from './logged-message.js';
import type { BatchConsumer, Handling, IncomingMessage, Work } from './message-bus.js';
import type { ReactionHandler } from './reaction.js';

export interface BoundReaction {
  readonly name: string;
  /** Its own name: for the ids of what it causes, its dead letters and its metrics. */
  readonly group: string;
  readonly events: readonly EventDefinition[];
  readonly handler: ReactionHandler;
}

/** The consumer group of all reactions of a service. */
export const groupOf = (service: ServiceName): string => `${service}.reactions`;

/** Bytes of a work that holds no event, and what an event takes beyond its bytes on the topic. */
const [bareWork, parsedEvent] = [400, 3];

/** An event without reactions waits for nothing. */
const refusals = ' refused';

/**
 * One consumer group over all reactions of a service. An event without reactions is skipped undecoded; everything else
 * counts only if the log has that event in that place, and is decoded once for all its reactions. Each reaction handles
 * the events of a key in order, with its own retries; messages that are not events of Slipway, and those that no retry
 * can help, go to the dead letters.
 * @throws MessagingError INVALID_REACTION if two reactions of one group subscribe to the same event
 */
export function serviceReactions(reactions: readonly BoundReaction[], context: ConsumerContext): BatchConsumer {
  const byType = reactionsByType(reactions);
  const topics = [...new Set(reactions.flatMap(({ events }) => events.map(({ topic }): Topic => topic)))];
  const reading = new Receiving(byType, context);
  return {
    group: groupOf(context.service),
    topics,
    receive: (messages, handling, room) => reading.receive(messages, handling, room),
  };
}

function reactionsByType(reactions: readonly BoundReaction[]): ReadonlyMap<string, readonly BoundReaction[]> {
  const byType = new Map<string, BoundReaction[]>();
  for (const reaction of reactions) {
    for (const { type } of reaction.events) {
      const others = byType.get(type) ?? [];
      const other = others.find(({ group }) => group === reaction.group);
      if (other !== undefined) {
        const fix = `${other.name} and ${reaction.name} both react to it: give one of them a group of its own`;
        throw new MessagingError('INVALID_REACTION', { group: reaction.group, type, fix });
      }
      byType.set(type, [...others, reaction]);
    }
  }
  return byType;
}

/** What the messages of a batch ask of the reactions. */
class Receiving {
  private readonly lookup: LogLookup;

  constructor(
    private readonly byType: ReadonlyMap<string, readonly BoundReaction[]>,
    private readonly context: ConsumerContext,
  ) {
    this.lookup = new LogLookup(context.store);
  }

  async receive(
    messages: readonly IncomingMessage[],
    handling: Pick<Handling, 'heartbeat' | 'closing'>,
    room: number,
  ): Promise<readonly (readonly Work[])[]> {
    const logged = await this.lookUp(messages, handling);
    let left = room;
    return messages.map((message) => {
      if (this.isPassedOver(message)) return [];
      const definition = this.context.catalog.get(typeOf(message.headers) ?? '');
      const event = logged.get(placeInLog(message) ?? -1);
      if (definition === undefined || event === undefined || !isAsLogged(message, event, definition)) {
        return [this.refusal(message)];
      }
      const bytes = parsedEvent * (message.value?.length ?? 0);
      const held = bytes <= left;
      if (held) left -= bytes;
      return this.worksOf(message, definition, event, held ? bytes : undefined);
    });
  }

  /** One query for all events that can have reactions. */
  private async lookUp(
    messages: readonly IncomingMessage[],
    handling: Pick<Handling, 'heartbeat' | 'closing'>,
  ): Promise<ReadonlyMap<number, LoggedEvent>> {
    const wanted = messages.filter(({ headers }) => this.byType.has(typeOf(headers) ?? ''));
    const indexes = wanted.flatMap((message) => placeInLog(message) ?? []);
    if (indexes.length === 0) return new Map();
    return untilAnswered(() => this.lookup.read(indexes), handling, this.context.log);
  }

  private isPassedOver({ headers }: IncomingMessage): boolean {
    const type = typeOf(headers);
    return type !== undefined && this.context.catalog.has(type) && !this.byType.has(type);
  }

  private refusal(message: IncomingMessage): Work {
    const { context } = this;
    return {
      lane: refusals,
      weight: bareWork + (message.value?.length ?? 0),
      run: () => refuse(message, groupOf(context.service), refusalOf(message, context.catalog), context),
    };
  }

  private worksOf(
    { topic, partition, offset, timestamp }: IncomingMessage,
    definition: EventDefinition,
    event: LoggedEvent,
    bytes: number | undefined,
  ): readonly Work[] {
    const place = { topic, partition, offset, timestamp, logIndex: event.logIndex };
    const fact = new LoggedFact(place, definition, this.lookup, bytes === undefined ? undefined : event);
    const reactions = this.byType.get(definition.type) ?? [];
    return reactions.map((reaction) => ({
      lane: `${reaction.group} ${event.trail}`,
      weight: bareWork + (bytes ?? 0) / reactions.length,
      run: (handling) => react(reaction, fact, definition.type, handling, this.context),
    }));
  }
}

async function react(
  reaction: BoundReaction,
  fact: LoggedFact,
  type: string,
  handling: Handling,
  context: ConsumerContext,
): Promise<void> {
  const { group } = reaction;
  const { place } = fact;
  const read = await fact.read();
  if ('invalid' in read) {
    await refuse(read.message(), group, read.invalid, context);
    return;
  }
  const { event, message } = read;
  await attempt(() => onBehalfOf(event, context.service, reaction), { place, message, handling, group, type, context });
}

function onBehalfOf(event: DeliveredEvent, service: ServiceName, { group, handler }: BoundReaction): Promise<unknown> {
  const cause = {
    id: `${group}:${event.id}`,
    actor: { id: service, kind: 'service' as const, roles: [] },
    correlationId: event.correlationId,
    causedBy: event.id,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
  return withCause(cause, async () => await handler.handle(event));
}
