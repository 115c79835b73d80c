import { eventCatalog, FlowStarted } from '@slipway/contracts';
import type { EventStore, RecordedEvent } from '@slipway/event-store';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectEventStore, type Aggregate } from '@slipway/service-kit';
import { bookkeeping } from '../domain/flow/flow.events.js';
import { flow } from '../domain/flow/flow.decider.js';
import { asFact } from '../work/facts.js';

// Templates may bind any event, so every fact of every service is shown to the flow.
const facts = [...eventCatalog.values()].filter(({ type }) => !bookkeeping.has(type));

/** Shows the flow each fact about its release, and, when it starts, those that were there before. */
@Reaction([FlowStarted, ...facts], { group: 'planning.advance-flow' })
export class OnFact {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectEventStore() private readonly store: EventStore,
  ) {}

  async handle(event: DeliveredEvent) {
    const { trail } = event;
    if (trail === 'platform' || trail.startsWith('artifact-')) return;
    const seen = event.type === FlowStarted.type ? await this.store.readTrail(trail) : [event];
    await this.flows.handle(trail, { type: 'RecordFacts', facts: seen.filter(isFact).map(asFact) });
  }
}

const isFact = ({ type }: RecordedEvent) => !bookkeeping.has(type);
