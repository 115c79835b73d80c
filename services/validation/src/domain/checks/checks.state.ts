import {
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  ValidationDocumentRecorded,
  type CheckKind,
} from '@slipway/contracts';
import { withDocument, type RecordedDocuments } from '../recorded-documents.js';

export type ChecksEvent =
  | CheckPlanRecorded
  | PostReleaseCheckPassed
  | PostReleaseCheckFailed
  | PostReleaseValidationPassed
  | ValidationDocumentRecorded;

export type CheckPlan = Omit<CheckPlanRecorded['data'], 'releaseId'>;

export interface ChecksState {
  readonly plan?: CheckPlan;
  /** The latest run of each kind. */
  readonly outcomes: Readonly<Partial<Record<CheckKind, 'passed' | 'failed'>>>;
  readonly validated: boolean;
  readonly documents: RecordedDocuments;
}

export const initialState: ChecksState = { outcomes: {}, validated: false, documents: {} };

export function evolve(state: ChecksState, event: ChecksEvent): ChecksState {
  switch (event.type) {
    case CheckPlanRecorded.type: {
      const { releaseId: _, ...plan } = event.data;
      // What passed under another plan has not passed this one.
      return { ...state, plan, outcomes: {} };
    }
    case PostReleaseCheckPassed.type:
      return { ...state, outcomes: { ...state.outcomes, [event.data.kind]: 'passed' } };
    case PostReleaseCheckFailed.type:
      return { ...state, outcomes: { ...state.outcomes, [event.data.kind]: 'failed' }, validated: false };
    case PostReleaseValidationPassed.type:
      return { ...state, validated: true };
    case ValidationDocumentRecorded.type:
      return { ...state, documents: withDocument(state.documents, event) };
  }
}
