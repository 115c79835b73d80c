import {
  AcceptanceCaseRecorded,
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  ConcernRaised,
  ConcernResolved,
  ConcernsAddressed,
  FeedbackCollected,
  TrainingProvided,
  ValidationDocumentRecorded,
  WorkflowsValidated,
} from '@slipway/contracts';
import { withDocument, type RecordedDocuments } from '../recorded-documents.js';

export type AcceptanceEvent =
  | AcceptancePlanned
  | AcceptanceCaseRecorded
  | AcceptanceTestsCompleted
  | WorkflowsValidated
  | TrainingProvided
  | FeedbackCollected
  | ConcernRaised
  | ConcernResolved
  | ConcernsAddressed
  | AcceptanceConfirmed
  | ValidationDocumentRecorded;

export interface AcceptanceCase {
  readonly id: string;
  readonly title: string;
  /** Part of a workflow of the users. */
  readonly workflow: boolean;
  readonly accepted?: boolean;
  readonly comment?: string;
}

export interface Concern {
  readonly id: string;
  readonly title: string;
  readonly critical: boolean;
  readonly resolution?: string;
}

export interface AcceptanceState {
  readonly owner?: string;
  /** The share of cases that must be accepted, 0 to 1. */
  readonly threshold: number;
  readonly cases: readonly AcceptanceCase[];
  /** The share of accepted cases that was last reported. */
  readonly reported?: number;
  readonly workflowsValidated: boolean;
  readonly concerns: readonly Concern[];
  /** No critical concern was open when last reviewed, and none has come since. */
  readonly concernsAddressed: boolean;
  readonly confirmed: boolean;
  readonly documents: RecordedDocuments;
}

export const initialState: AcceptanceState = {
  threshold: 1,
  cases: [],
  workflowsValidated: false,
  concerns: [],
  concernsAddressed: false,
  confirmed: false,
  documents: {},
};

export function evolve(state: AcceptanceState, event: AcceptanceEvent): AcceptanceState {
  switch (event.type) {
    case AcceptancePlanned.type: {
      const { owner, threshold, cases } = event.data;
      return { ...state, owner, threshold, cases };
    }
    case AcceptanceCaseRecorded.type:
      return withVerdict(state, event.data);
    case AcceptanceTestsCompleted.type:
      return { ...state, reported: event.data.ratio };
    case WorkflowsValidated.type:
      return { ...state, workflowsValidated: true };
    case ConcernRaised.type: {
      const { concernId: id, title, critical } = event.data;
      return { ...state, concerns: [...state.concerns, { id, title, critical }], concernsAddressed: false };
    }
    case ConcernResolved.type: {
      const { concernId, resolution } = event.data;
      const concerns = state.concerns.map((each) => (each.id === concernId ? { ...each, resolution } : each));
      return { ...state, concerns };
    }
    case ConcernsAddressed.type:
      return { ...state, concernsAddressed: true };
    case AcceptanceConfirmed.type:
      return { ...state, confirmed: true };
    case ValidationDocumentRecorded.type:
      return { ...state, documents: withDocument(state.documents, event) };
    case TrainingProvided.type:
    case FeedbackCollected.type:
      return state;
  }
}

function withVerdict(
  state: AcceptanceState,
  { caseId, accepted, comment }: AcceptanceCaseRecorded['data'],
): AcceptanceState {
  const cases = state.cases.map(({ id, title, workflow, ...before }) =>
    id === caseId
      ? { id, title, workflow, accepted, ...(comment === undefined ? {} : { comment }) }
      : { id, title, workflow, ...before },
  );
  const stillValidated = state.workflowsValidated && workflowsAccepted(cases);
  return { ...state, cases, workflowsValidated: stillValidated };
}

/** The share of cases that were accepted, once each has a verdict. */
export function acceptedRatio(cases: readonly AcceptanceCase[]): number | undefined {
  if (cases.length === 0 || cases.some(({ accepted }) => accepted === undefined)) return undefined;
  return cases.filter(({ accepted }) => accepted === true).length / cases.length;
}

export const workflowsAccepted = (cases: readonly AcceptanceCase[]): boolean =>
  cases.every(({ workflow, accepted }) => !workflow || accepted === true);

export const openCritical = (concerns: readonly Concern[]): readonly Concern[] =>
  concerns.filter(({ critical, resolution }) => critical && resolution === undefined);
