import type { EventStore, RecordedEvent } from '@slipway/event-store';
import type { Fact } from '../domain/flow/flow.commands.js';

/** A recorded event as it is shown to the flow. */
export const asFact = ({ id, type, data, actor: { id: person, kind } }: RecordedEvent): Fact => ({
  eventId: id,
  type,
  data,
  actor: { id: person, kind },
});

const pageSize = 500;

interface Wanted {
  readonly trail: string;
  readonly types: readonly string[];
  /** Reads the facts after this trail position; 0 for all. */
  readonly after: number;
}

/** The facts of these types in a trail, in order; page by page, because a trail can be long. */
export async function factsOf(store: EventStore, { trail, types, after }: Wanted): Promise<Fact[]> {
  const facts: Fact[] = [];
  let page: readonly RecordedEvent[];
  let last = after;
  do {
    page = await store.readTrail(trail, { after: last, limit: pageSize, filter: { types } });
    facts.push(...page.map(asFact));
    last = page.at(-1)?.trailPosition ?? last;
  } while (page.length === pageSize);
  return facts;
}
