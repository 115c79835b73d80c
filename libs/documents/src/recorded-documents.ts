import type { EvidenceReference } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';

/** A document that the evidence store keeps, as the output of a step. */
export interface KeptDocument {
  readonly step: string;
  readonly output: string;
  readonly evidence: EvidenceReference;
}

export interface RecordDocuments {
  readonly type: 'RecordDocuments';
  readonly releaseId: string;
  readonly documents: readonly KeptDocument[];
}

/** The digest of the newest document of each output. */
export type RecordedDocuments = Readonly<Record<string, string>>;

interface RecordedEvent {
  readonly type: string;
  readonly data: KeptDocument & { readonly releaseId: string };
}

/**
 * The outputs that a service has recorded for a release: a document is recorded when it says something new.
 * @param service the category of its streams is `<service>documents`
 * @param recorded the service's event for it
 */
export const recordedDocuments = <Event extends RecordedEvent>(
  service: string,
  recorded: { of(data: RecordedEvent['data']): Event },
): Decider<RecordedDocuments, RecordDocuments, Event, never> => ({
  category: `${service}documents`,
  initialState: {},
  evolve: (newest, { data: { output, evidence } }) => ({ ...newest, [output]: evidence.digest }),
  decide: ({ releaseId, documents }, newest) =>
    documents
      .filter(({ output, evidence }) => newest[output] !== evidence.digest)
      .map((document) => recorded.of({ releaseId, ...document })),
});

/** Those that are outputs of one step. */
export const documentsOfStep = (recorded: RecordedDocuments, step: string): RecordedDocuments =>
  Object.fromEntries(Object.entries(recorded).filter(([output]) => output.startsWith(`${step}.`)));
