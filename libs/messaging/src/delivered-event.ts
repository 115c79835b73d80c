import type { DomainEvent } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';

/**
 * An event as a reaction gets it: data checked by the schema of its definition, every position and hash present.
 * Over a union of events it is a union too, so `switch (event.type)` narrows the data.
 */
export type DeliveredEvent<Event extends DomainEvent = DomainEvent> = Event extends DomainEvent
  ? LoggedEvent<Event>
  : never;
