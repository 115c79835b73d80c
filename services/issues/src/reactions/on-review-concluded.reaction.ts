import { IssueReviewConcluded } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectEvidence, keepText, type Aggregate } from '@slipway/service-kit';
import { desk } from '../domain/desk.decider.js';
import { documentsOf } from '../domain/documents.js';

/** A review leaves the documents of the step behind. */
@Reaction(IssueReviewConcluded, { group: 'issues.write-documents' })
export class OnReviewConcluded {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    @InjectEvidence() private readonly evidence: EvidenceStore,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<IssueReviewConcluded>) {
    const { state } = await this.desks.load(releaseId);
    for (const { step, output, title, markdown } of documentsOf(releaseId, state)) {
      const evidence = await keepText(this.evidence, { title, text: markdown });
      await this.desks.handle(releaseId, { type: 'RecordDocument', releaseId, step, output, evidence });
    }
  }
}
