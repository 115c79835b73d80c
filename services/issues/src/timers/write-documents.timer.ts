import { ReleaseId } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import type { EvidenceStore } from '@slipway/event-store';
import {
  InjectAggregate,
  InjectEvidence,
  keepText,
  onBehalfOf,
  OnTimer,
  Origin,
  type Aggregate,
} from '@slipway/service-kit';
import { z } from 'zod';
import { documents } from '../domain/documents.decider.js';
import { documentsOf } from '../domain/documents.js';
import { Issues } from '../projections/issues.projection.js';

export const documentsTimer = 'issue-documents';
const Payload = z.strictObject({ releaseId: ReleaseId, origin: Origin });

/** A table of more is no document that anybody reads. */
const newest = 200;

/** Writes the documents of the step as the issues stand now. */
@OnTimer(documentsTimer)
export class WriteDocuments {
  constructor(
    @InjectAggregate(documents) private readonly recorded: Aggregate<typeof documents>,
    @InjectEvidence() private readonly evidence: EvidenceStore,
    private readonly issues: Issues,
  ) {}

  handle(payload: unknown): Promise<void> {
    const { releaseId, origin } = Payload.parse(payload);
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
