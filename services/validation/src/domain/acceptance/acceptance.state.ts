import {
  AcceptanceCaseRecorded,
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  AcceptanceWithdrawn,
  ConcernRaised,
  ConcernResolved,
  ConcernsAddressed,
  FeedbackCollected,
  TrainingProvided,
  WorkflowsNotValidated,
  WorkflowsValidated,
} from '@slipway/contracts';

export type AcceptanceEvent =
  | AcceptancePlanned
  | AcceptanceCaseRecorded
  | AcceptanceTestsCompleted
  | WorkflowsValidated
  | WorkflowsNotValidated
  | TrainingProvided
  | FeedbackCollected
  | ConcernRaised
  | ConcernResolved
  | ConcernsAddressed
  | AcceptanceConfirmed
  | AcceptanceWithdrawn;

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
  /** How many users are asked for their opinion. */
  readonly asked?: number;
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
  /** Why the last confirmation no longer holds, until there is another. */
  readonly withdrawn?: string;
}

export const initialState: AcceptanceState = {
  threshold: 1,
  cases: [],
  workflowsValidated: false,
  concerns: [],
  concernsAddressed: false,
  confirmed: false,
};

export function evolve(state: AcceptanceState, event: AcceptanceEvent): AcceptanceState {
  switch (event.type) {
    case AcceptancePlanned.type:
      return planned(state, event.data);
    case AcceptanceCaseRecorded.type:
      return withVerdict(state, event.data);
    case AcceptanceTestsCompleted.type:
      return { ...state, reported: event.data.ratio };
    case WorkflowsValidated.type:
      return { ...state, workflowsValidated: true };
    case WorkflowsNotValidated.type:
      return { ...state, workflowsValidated: false };
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
    case AcceptanceConfirmed.type: {
      const { withdrawn: _, ...rest } = state;
      return { ...rest, confirmed: true };
    }
    case AcceptanceWithdrawn.type:
      return { ...state, confirmed: false, withdrawn: event.data.reason };
    case TrainingProvided.type:
    case FeedbackCollected.type:
      return state;
  }
}

/** Who plans again keeps the verdicts on the same cases. */
function planned(
  { asked: _, ...state }: AcceptanceState,
  { owner, asked, threshold, cases }: AcceptancePlanned['data'],
): AcceptanceState {
  const kept = cases.map((each) => ({ ...state.cases.find(({ id }) => id === each.id), ...each }));
  return { ...state, owner, ...(asked === undefined ? {} : { asked }), threshold, cases: kept };
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
  return { ...state, cases };
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
