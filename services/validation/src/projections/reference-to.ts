import type { EventReference } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';

export const referenceTo = ({ id, type, trail, hash }: LoggedEvent): EventReference => ({
  eventId: id,
  type,
  trail,
  hash,
});
