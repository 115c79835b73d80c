import { OutsideDeploymentReported } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';
import { ReleaseSurroundings } from '../application/surroundings.js';

/** An outside tool reports its progress. */
@Reaction(OutsideDeploymentReported, { group: 'deployment.follow-outside' })
export class OnOutsideDeployment {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly surroundings: ReleaseSurroundings,
  ) {}

  async handle({ id, type, data: report, occurredAt }: DeliveredEvent<OutsideDeploymentReported>): Promise<void> {
    const { releaseId } = report;
    const { plan } = (await this.deployments.load(releaseId)).state;
    const surroundings = await this.surroundings.ofId(releaseId, plan);
    const fact = { eventId: id, type };
    const command = { type: 'FollowOutside', releaseId, report, occurredAt, surroundings, fact } as const;
    // The decider itself records a report that it refuses.
    await settle(this.deployments.handle(releaseId, command), impossible);
  }
}
