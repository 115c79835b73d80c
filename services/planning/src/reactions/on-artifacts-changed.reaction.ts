import { ArtifactsChanged, digestsOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { settle, impossible } from '@slipway/service-kit';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';

/** Approvals are bound to the bytes: they lapse with them. */
@Reaction(ArtifactsChanged, { group: 'planning.begin-release' })
export class OnArtifactsChanged {
  constructor(
    private readonly decisions: Decisions,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<ArtifactsChanged>) {
    // Of the release as it is: this change may be shown again behind a later one.
    const { summary } = await this.known.get(releaseId);
    const digests = digestsOf(summary.artifacts);
    await settle(this.decisions.approval({ type: 'ReplaceArtifacts', releaseId, digests }), impossible);
  }
}
