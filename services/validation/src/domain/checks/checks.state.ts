import {
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  type CheckKind,
  type CheckResult,
} from '@slipway/contracts';

export type ChecksEvent =
  CheckPlanRecorded | PostReleaseCheckPassed | PostReleaseCheckFailed | PostReleaseValidationPassed;

export type CheckPlan = Omit<CheckPlanRecorded['data'], 'releaseId'>;

export interface ChecksState {
  readonly plan?: CheckPlan;
  /** The latest run of each kind. */
  readonly outcomes: Readonly<Partial<Record<CheckKind, 'passed' | 'failed'>>>;
  /** What it found. */
  readonly results: Readonly<Partial<Record<CheckKind, readonly CheckResult[]>>>;
  readonly validated: boolean;
}

export const initialState: ChecksState = { outcomes: {}, results: {}, validated: false };

export function evolve(state: ChecksState, event: ChecksEvent): ChecksState {
  switch (event.type) {
    case CheckPlanRecorded.type: {
      const { releaseId: _, ...plan } = event.data;
      // What passed under another plan has not passed this one.
      return { ...state, plan, outcomes: {}, results: {} };
    }
    case PostReleaseCheckPassed.type:
      return withRun(state, event.data, 'passed');
    case PostReleaseCheckFailed.type:
      return { ...withRun(state, event.data, 'failed'), validated: false };
    case PostReleaseValidationPassed.type:
      return { ...state, validated: true };
  }
}

const withRun = (
  { outcomes, results, ...state }: ChecksState,
  run: PostReleaseCheckPassed['data'],
  outcome: 'passed' | 'failed',
): ChecksState => ({
  ...state,
  outcomes: { ...outcomes, [run.kind]: outcome },
  results: { ...results, [run.kind]: run.results },
});
