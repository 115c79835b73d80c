import { ArtifactsChanged, digestsOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate } from '@slipway/service-kit';
import { approval } from '../domain/approval/approval.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';

/** Approvals are bound to the bytes: they lapse with them. */
@Reaction(ArtifactsChanged, { group: 'planning.begin-release' })
export class OnArtifactsChanged {
  constructor(@InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>) {}

  async handle({ data: { releaseId, artifacts } }: DeliveredEvent<ArtifactsChanged>) {
    const digests = digestsOf(artifacts);
    return expectAccepted(await this.approvals.handle(releaseId, { type: 'ReplaceArtifacts', releaseId, digests }));
  }
}
