import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import type { ConsumerContext } from './attempt.js';
import { MessagingError } from './errors.js';
import type { GroupConsumer } from './message-bus.js';
import { RAW_CONSUMER, rawGroup, type RawConsumerMetadata, type RawHandler } from './raw-consumer.js';
import { REACTION, type ReactionHandler, type ReactionMetadata } from './reaction.js';
import { serviceReactions, type BoundReaction } from './service-reactions.js';

type Handler = ReactionHandler & RawHandler;

/**
 * The consumer groups of an application: one for all its providers decorated with @Reaction, one for each with
 * @RawConsumer.
 * @throws MessagingError INVALID_REACTION if one has no `handle`, or two of a group subscribe to the same thing
 */
export function discoverConsumers(app: INestApplicationContext, context: ConsumerContext): readonly GroupConsumer[] {
  const reactions: BoundReaction[] = [];
  const raw: GroupConsumer[] = [];
  for (const handler of providersOf(app)) {
    const { constructor } = handler;
    const reaction = Reflect.getMetadata(REACTION, constructor) as ReactionMetadata | undefined;
    if (reaction !== undefined) {
      reactions.push({ name: constructor.name, ...reaction, handler: checked(handler) });
    }
    const consumer = Reflect.getMetadata(RAW_CONSUMER, constructor) as RawConsumerMetadata | undefined;
    if (consumer !== undefined) raw.push(rawGroup(consumer, checked(handler), context));
  }
  refuseSharedGroups([...new Set(reactions.map(({ group }) => group)), ...raw.map(({ group }) => group)]);
  return reactions.length === 0 ? raw : [serviceReactions(reactions, context), ...raw];
}

function providersOf(app: INestApplicationContext): ReadonlySet<object> {
  const wrappers = new DiscoveryService(app.get(ModulesContainer)).getProviders();
  const instances = wrappers.map((wrapper): unknown => wrapper.instance);
  return new Set(instances.filter((instance) => typeof instance === 'object' && instance !== null));
}

function checked(handler: object): Handler {
  if ('handle' in handler && typeof handler.handle === 'function') return handler as Handler;
  throw new MessagingError('INVALID_REACTION', {
    class: handler.constructor.name,
    fix: 'give it a method handle(event)',
  });
}

function refuseSharedGroups(names: readonly string[]): void {
  const shared = names.find((name, index) => names.indexOf(name) !== index);
  if (shared === undefined) return;
  throw new MessagingError('INVALID_REACTION', { group: shared, fix: 'a raw consumer needs a group of its own' });
}
