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

/** The facts of a trail whose type is wanted, in order; page by page, for a trail may be long. */
export async function factsOf(store: EventStore, trail: string, isWanted: (type: string) => boolean): Promise<Fact[]> {
  const facts: Fact[] = [];
  let page: readonly RecordedEvent[];
  let after = 0;
  do {
    page = await store.readTrail(trail, { after, limit: pageSize });
    facts.push(...page.filter(({ type }) => isWanted(type)).map(asFact));
    after = page.at(-1)?.trailPosition ?? after;
  } while (page.length === pageSize);
  return facts;
}
