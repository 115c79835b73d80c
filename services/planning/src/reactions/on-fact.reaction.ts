import { eventCatalog, FlowStarted } from '@slipway/contracts';
import type { EventStore, RecordedEvent } from '@slipway/event-store';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { expected, impossible, InjectAggregate, InjectEventStore, settle, type Aggregate } from '@slipway/service-kit';
import { bookkeeping } from '../domain/flow/flow.events.js';
import { flow } from '../domain/flow/flow.decider.js';
import { opposedTypes } from '../domain/flow/later.js';
import { asFact, factsOf } from '../application/facts.js';

// Templates may bind any event, so every fact of every service is shown to the flow.
const facts = [...eventCatalog.values()].filter(({ type }) => !bookkeeping.has(type));

/** Shows the flow each fact about its release and, when the flow starts, the facts from before. */
@Reaction([FlowStarted, ...facts], { group: 'planning.advance-flow' })
export class OnFact {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectEventStore() private readonly store: EventStore,
  ) {}

  async handle(event: DeliveredEvent) {
    const { trail } = event;
    if (trail === 'platform' || trail.startsWith('artifact-')) return;
    if (event.type === FlowStarted.type) await this.showAllBefore(event);
    else await this.show(event);
  }

  private async showAllBefore({ trail }: DeliveredEvent) {
    const facts = (await this.store.readTrail(trail)).filter(isFact).map(asFact);
    await settle(this.flows.handle(trail, { type: 'RecordFacts', facts, later: [] }), impossible);
  }

  private async show(event: DeliveredEvent) {
    const { trail, trailPosition: after } = event;
    const facts = [asFact(event)];
    // Refused when it needs the later facts: those are read for the few that do.
    const withLater = expected(async () => {
      const later = await factsOf(this.store, { trail, types: opposedTypes(facts), after });
      await settle(this.flows.handle(trail, { type: 'RecordFacts', facts, later }), impossible);
    });
    await settle(this.flows.handle(trail, { type: 'RecordFacts', facts, later: 'not read' }), withLater);
  }
}

const isFact = ({ type }: RecordedEvent) => !bookkeeping.has(type);
