import { ReleaseId } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import type { EvidenceStore } from '@slipway/event-store';
import {
  defineTimer,
  InjectAggregate,
  InjectEvidence,
  keepText,
  onBehalfOf,
  OnTimer,
  Origin,
  type Aggregate,
  type PayloadOf,
} from '@slipway/service-kit';
import { z } from 'zod';
import { documents } from '../domain/documents.decider.js';
import { documentsOf } from '../domain/documents.js';
import { Issues } from '../projections/issues.projection.js';

export const IssueDocuments = defineTimer('issue-documents', z.strictObject({ releaseId: ReleaseId, origin: Origin }));

/** A table of more is no document that anybody reads. */
const newest = 200;

/** Writes the documents of the step as the issues stand now. */
@OnTimer(IssueDocuments)
export class WriteDocuments {
  constructor(
    @InjectAggregate(documents) private readonly recorded: Aggregate<typeof documents>,
    @InjectEvidence() private readonly evidence: EvidenceStore,
    private readonly issues: Issues,
  ) {}

  handle({ releaseId, origin }: PayloadOf<typeof IssueDocuments>): Promise<void> {
    // Two reviews may set the timer to one moment while it fires: each has a cause of its own.
    const id = JSON.stringify([currentCause().id, origin.causedBy]);
    return onBehalfOf(origin, () => this.write(releaseId), id);
  }

  private async write(releaseId: string): Promise<void> {
    for (const { step, output, title, markdown } of documentsOf(
      releaseId,
      await this.issues.newest(releaseId, newest),
    )) {
      const evidence = await keepText(this.evidence, { title, text: markdown });
      await this.recorded.handle(releaseId, { type: 'RecordDocument', releaseId, step, output, evidence });
    }
  }
}
