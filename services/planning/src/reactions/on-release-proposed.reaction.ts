import { digestsOf, ReleaseProposed } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate } from '@slipway/service-kit';
import { approval } from '../domain/approval/approval.decider.js';
import { flow } from '../domain/flow/flow.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { TemplateLibrary } from '../work/template-library.js';

/** A proposed release is put before the approvers, and its flow starts. */
@Reaction(ReleaseProposed, { group: 'planning.begin-release' })
export class OnReleaseProposed {
  constructor(
    @InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly templates: TemplateLibrary,
  ) {}

  async handle({ data }: DeliveredEvent<ReleaseProposed>) {
    const { template, reviewedBy: _, ...release } = data;
    const { releaseId, author, artifacts, policy } = release;
    const digests = digestsOf(artifacts);
    const request = { type: 'RequestApproval', releaseId, author, quorum: policy.approvalQuorum, digests } as const;
    expectAccepted(await this.approvals.handle(releaseId, request));
    const pinned = await this.templates.read(template);
    expectAccepted(await this.flows.handle(releaseId, { type: 'StartFlow', release, template, flow: pinned }));
  }
}
