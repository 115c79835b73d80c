import { ReleaseId } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import {
  defineTimer,
  DocumentWriter,
  onBehalfOf,
  OnTimer,
  Origin,
  ReleaseDirectory,
  type PayloadOf,
} from '@slipway/service-kit';
import { z } from 'zod';
import { documentRules } from '../domain/documents.js';
import { Issues } from '../projections/issues.projection.js';

export const IssueDocuments = defineTimer('issue-documents', z.strictObject({ releaseId: ReleaseId, origin: Origin }));

/** Nobody reads a longer table. */
const newest = 200;

/** Writes the documents of the step as the issues stand now. */
@OnTimer(IssueDocuments)
export class WriteDocuments {
  constructor(
    private readonly writer: DocumentWriter,
    private readonly releases: ReleaseDirectory,
    private readonly issues: Issues,
  ) {}

  handle({ releaseId, origin }: PayloadOf<typeof IssueDocuments>): Promise<void> {
    // Two reviews may set the timer to one moment while it fires: each has a cause of its own.
    const id = JSON.stringify([currentCause().id, origin.causedBy]);
    return onBehalfOf(origin, () => this.write(releaseId), id);
  }

  private async write(releaseId: string): Promise<void> {
    const [release, issues] = await Promise.all([this.releases.get(releaseId), this.issues.newest(releaseId, newest)]);
    await this.writer.write(releaseId, documentRules, { releaseId, release, ...issues });
  }
}
