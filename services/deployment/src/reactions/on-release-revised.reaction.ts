import { ReleaseRevised } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** A plan that has not begun follows its release. */
@Reaction(ReleaseRevised, { group: 'deployment.follow-release' })
export class OnReleaseRevised {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  handle({ data: { release } }: DeliveredEvent<ReleaseRevised>): Promise<Outcome> {
    const { releaseId } = release;
    return this.deployments.handle(releaseId, { type: 'FollowRelease', releaseId, release });
  }
}
