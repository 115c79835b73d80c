import { digestsOf, ReleaseProposed } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';
import { Decisions } from '../application/decisions.js';
import { TemplateLibrary } from '../application/template-library.js';

/** A proposed release is put before the approvers, and its flow starts. */
@Reaction(ReleaseProposed, { group: 'planning.begin-release' })
export class OnReleaseProposed {
  constructor(
    private readonly decisions: Decisions,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly templates: TemplateLibrary,
  ) {}

  async handle({ data }: DeliveredEvent<ReleaseProposed>) {
    const { template, reviewedBy: _, templatePublishedBy: __, ...release } = data;
    const { releaseId, author, artifacts, policy } = release;
    const digests = digestsOf(artifacts);
    const request = { type: 'RequestApproval', releaseId, author, quorum: policy.approvalQuorum, digests } as const;
    await settle(this.decisions.approval(request), impossible);
    const pinned = await this.templates.read(template);
    await settle(this.flows.handle(releaseId, { type: 'StartFlow', release, template, flow: pinned }), impossible);
  }
}
