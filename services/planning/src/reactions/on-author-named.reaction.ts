import { AuthorNamed, digestsOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { settle, impossible } from '@slipway/service-kit';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';

/** The request for approval names the author, so it is sent again when the author is named. */
@Reaction(AuthorNamed, { group: 'planning.begin-release' })
export class OnAuthorNamed {
  constructor(
    private readonly decisions: Decisions,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<AuthorNamed>): Promise<void> {
    const { summary } = await this.known.get(releaseId);
    const { author, policy, artifacts } = summary;
    const request = { releaseId, author, quorum: policy.approvalQuorum, digests: digestsOf(artifacts) };
    await settle(this.decisions.approval({ type: 'RequestApproval', ...request }), impossible);
  }
}
