import { ArtifactsChanged, digestsOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { Decisions } from '../work/decisions.js';
import { expectAccepted } from '../work/expect-accepted.js';

/** Approvals are bound to the bytes: they lapse with them. */
@Reaction(ArtifactsChanged, { group: 'planning.begin-release' })
export class OnArtifactsChanged {
  constructor(private readonly decisions: Decisions) {}

  async handle({ data: { releaseId, artifacts } }: DeliveredEvent<ArtifactsChanged>) {
    const digests = digestsOf(artifacts);
    return expectAccepted(await this.decisions.approval({ type: 'ReplaceArtifacts', releaseId, digests }));
  }
}
