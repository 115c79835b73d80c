import { applyDecorators, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { EventDefinition, EventOf } from '@slipway/contracts';
import type { DeliveredEvent } from './delivered-event.js';

/** One consumed event, one command. Redelivery is harmless: the ids of what results follow from the cause. */
export interface ReactionHandler<Definition extends EventDefinition = EventDefinition> {
  /** What it throws is retried with backoff, then dead-lettered. It answers nothing: a refusal of its command is settled here. */
  handle(event: DeliveredEvent<EventOf<Definition>>): void | Promise<void>;
}

export interface ReactionMetadata {
  readonly events: readonly EventDefinition[];
  readonly group: string;
}

export const REACTION = Symbol('slipway.reaction');

/**
 * Makes a provider the reaction to one or several events.
 * `group` is its name, `<service>.<purpose>`: the ids of what it causes derive from it, and its dead letters and metrics carry it.
 */
export function Reaction<const Definition extends EventDefinition>(
  event: Definition | readonly Definition[],
  { group }: { readonly group: string },
): (target: Type<ReactionHandler<Definition>>) => void {
  const events = 'type' in event ? [event] : event;
  return applyDecorators(Injectable(), SetMetadata(REACTION, { events, group } satisfies ReactionMetadata));
}
