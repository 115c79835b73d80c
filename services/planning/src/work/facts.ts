import type { RecordedEvent } from '@slipway/event-store';
import type { Fact } from '../domain/flow/flow.commands.js';

/** A recorded event as it is shown to the flow. */
export const asFact = ({ id, type, data, actor: { id: person, kind } }: RecordedEvent): Fact => ({
  eventId: id,
  type,
  data,
  actor: { id: person, kind },
});
