import { ArtifactsChanged, AuthorNamed, DurationOverridden, PlanFinalised, type EventOf } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import {
  afterTheEnd,
  impossible,
  InjectAggregate,
  InjectEventStore,
  settle,
  type Aggregate,
} from '@slipway/service-kit';
import { typesAboutAspects, currentFacts } from '../domain/flow/aspects.policy.js';
import { flow } from '../domain/flow/flow.decider.js';
import { factsOf } from '../application/facts.js';
import { KnownReleases } from '../application/known-releases.js';

const changes = [PlanFinalised, ArtifactsChanged, DurationOverridden, AuthorNamed] as const;
/** The parts of a release that facts depend on. */
const aspects: readonly string[] = [PlanFinalised.type, ArtifactsChanged.type];

/** The flow hands the current release to the later steps, and publishes the change. */
@Reaction(changes, { group: 'planning.revise-release' })
export class OnReleaseChanged {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectEventStore() private readonly store: EventStore,
    private readonly known: KnownReleases,
  ) {}

  async handle({ type, data: { releaseId }, trail }: DeliveredEvent<EventOf<(typeof changes)[number]>>) {
    const { summary } = await this.known.get(releaseId);
    const revision = this.flows.handle(releaseId, { type: 'ReviseRelease', release: summary });
    if ((await settle(revision, afterTheEnd)) === undefined || !aspects.includes(type)) return;
    // Facts about the new artifacts, or the new window, can reach the flow before their change.
    const facts = currentFacts(await factsOf(this.store, { trail, types: typesAboutAspects, after: 0 }), summary);
    await settle(this.flows.handle(releaseId, { type: 'RecordFacts', facts, later: [] }), impossible);
  }
}
