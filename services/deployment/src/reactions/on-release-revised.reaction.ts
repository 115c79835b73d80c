import { ReleaseRevised } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import {
  impossible,
  InjectAggregate,
  InjectProjections,
  ReleaseDirectory,
  settle,
  type Aggregate,
  type Projections,
} from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** A plan that has not begun follows its release. */
@Reaction(ReleaseRevised, { group: 'deployment.follow-release' })
export class OnReleaseRevised {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    @InjectProjections() private readonly projections: Projections,
    private readonly releases: ReleaseDirectory,
  ) {}

  async handle({
    data: {
      release: { releaseId },
    },
    logIndex,
  }: DeliveredEvent<ReleaseRevised>): Promise<void> {
    await this.projections.covered(logIndex);
    // As it is, not as it was then: a revision may be shown again behind a later one.
    const release = await this.releases.get(releaseId);
    await settle(this.deployments.handle(releaseId, { type: 'FollowRelease', releaseId, release }), impossible);
  }
}
