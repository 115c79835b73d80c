import { applyDecorators, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { EventDefinition, EventOf } from '@slipway/contracts';
import type { DeliveredEvent } from './delivered-event.js';

/** Handles one consumed event with one command. Redelivery is harmless: event ids derive from the cause. */
export interface ReactionHandler<Definition extends EventDefinition = EventDefinition> {
  /**
   * Errors are retried with backoff, then dead-lettered. It returns nothing: it settles a refusal of its command
   * itself.
   */
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
