import { IssuesDocumentRecorded, type EvidenceReference } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';

export interface RecordDocument {
  readonly type: 'RecordDocument';
  readonly releaseId: string;
  readonly step: string;
  readonly output: string;
  readonly evidence: EvidenceReference;
}

/** The digest of the latest document of each output. */
type DocumentsState = Readonly<Record<string, string>>;

/** The documents of a release's issues: each is recorded when it says something new. */
export const documents: Decider<DocumentsState, RecordDocument, IssuesDocumentRecorded, never> = {
  category: 'documents',
  initialState: {},
  evolve: (latest, { data: { output, evidence } }) => ({ ...latest, [output]: evidence.digest }),
  decide: ({ releaseId, step, output, evidence }, latest) =>
    latest[output] === evidence.digest ? [] : [IssuesDocumentRecorded.of({ releaseId, step, output, evidence })],
};
