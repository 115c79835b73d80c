import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  TestsConfirmed,
  TestsMissing,
  ValidationDocumentRecorded,
} from '@slipway/contracts';
import { withDocument, type RecordedDocuments } from '../recorded-documents.js';

export type QualityEvent =
  | QualityEvidenceConfirmed
  | QualityEvidenceLost
  | ArtifactsVerified
  | ArtifactsRefused
  | TestsConfirmed
  | TestsMissing
  | PreReleaseGateDecided
  | ValidationDocumentRecorded;

export interface QualityState {
  /** Digests whose CI evidence is confirmed, and was not lost since. */
  readonly evidenceFor: readonly string[];
  /** Digests whose bytes were verified last. */
  readonly verified: readonly string[];
  /** Digests for which the required suites were confirmed last. */
  readonly tested: readonly string[];
  /** The last result on the required suites, so that it is recorded once. */
  readonly tests?: TestsConfirmed['data'] | TestsMissing['data'];
  readonly gate?: PreReleaseGateDecided['data'];
  readonly documents: RecordedDocuments;
}

export const initialState: QualityState = { evidenceFor: [], verified: [], tested: [], documents: {} };

export function evolve(state: QualityState, event: QualityEvent): QualityState {
  switch (event.type) {
    case QualityEvidenceConfirmed.type:
      return { ...state, evidenceFor: event.data.digests };
    case QualityEvidenceLost.type:
      return { ...state, evidenceFor: [] };
    case ArtifactsVerified.type:
      return { ...state, verified: event.data.artifacts.map(({ digest }) => digest) };
    case ArtifactsRefused.type:
      return { ...state, verified: state.verified.filter((digest) => digest !== event.data.expected) };
    case TestsConfirmed.type:
      return { ...state, tests: event.data, tested: event.data.digests ?? [] };
    case TestsMissing.type:
      return { ...state, tests: event.data, tested: [] };
    case PreReleaseGateDecided.type:
      return { ...state, gate: event.data };
    case ValidationDocumentRecorded.type:
      return { ...state, documents: withDocument(state.documents, event) };
  }
}
