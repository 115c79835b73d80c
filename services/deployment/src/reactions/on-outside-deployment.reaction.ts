import { OutsideDeploymentReported } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** An outside tool says how far it is. */
@Reaction(OutsideDeploymentReported, { group: 'deployment.follow-outside' })
export class OnOutsideDeployment {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  handle({ id: eventId, type, data: report }: DeliveredEvent<OutsideDeploymentReported>): Promise<Outcome> {
    const { releaseId } = report;
    return this.deployments.handle(releaseId, { type: 'FollowOutside', releaseId, report, fact: { eventId, type } });
  }
}
