import { ArtifactsChanged, DurationOverridden, PlanFinalised, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { KnownReleases } from '../work/known-releases.js';

const changes = [PlanFinalised, ArtifactsChanged, DurationOverridden] as const;

/** The flow hands the release as it stands to the steps to come, and tells everybody of the change. */
@Reaction(changes, { group: 'planning.revise-release' })
export class OnReleaseChanged {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<EventOf<(typeof changes)[number]>>) {
    const { summary } = await this.known.get(releaseId);
    const outcome = await this.flows.handle(releaseId, { type: 'ReviseRelease', release: summary });
    return expectAccepted(outcome, 'RELEASE_ENDED');
  }
}
