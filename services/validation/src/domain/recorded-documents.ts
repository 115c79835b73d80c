import { ValidationDocumentRecorded, type EvidenceReference } from '@slipway/contracts';

/** Digest of the newest document of each output. */
export type RecordedDocuments = Readonly<Record<string, string>>;

export interface RecordDocument {
  readonly type: 'RecordDocument';
  readonly releaseId: string;
  readonly step: string;
  readonly output: string;
  readonly evidence: EvidenceReference;
}

/** The same document again is no news. */
export function documentRecorded(command: RecordDocument, documents: RecordedDocuments): ValidationDocumentRecorded[] {
  const { releaseId, step, output, evidence } = command;
  if (documents[output] === evidence.digest) return [];
  return [ValidationDocumentRecorded.of({ releaseId, step, output, evidence })];
}

export const withDocument = (
  documents: RecordedDocuments,
  { data }: ValidationDocumentRecorded,
): RecordedDocuments => ({ ...documents, [data.output]: data.evidence.digest });
