import type { CheckKind, CheckResult, Measurements } from '@slipway/contracts';
import type { Standing } from '../standing.js';
import type { CheckPlan } from './checks.state.js';

interface OfRelease {
  readonly releaseId: string;
  readonly standing: Standing;
}

export interface RecordPlan extends OfRelease {
  readonly type: 'RecordPlan';
  readonly plan: CheckPlan;
  /** SHA-256 of the plan in canonical JSON: how an exception names it. */
  readonly digest: string;
  /** Whether somebody has approved the release, or its validation has begun: then the plan is part of what they approved. */
  readonly settled: boolean;
}

/** Asks whether a kind of check may run now; the run itself reports with RecordRun. */
export interface RequestRun extends OfRelease {
  readonly type: 'RequestRun';
  readonly kind: CheckKind;
  /** Whether the step validate-postrelease has started, so that the released version is what answers. */
  readonly due: boolean;
}

export interface RecordRun extends OfRelease {
  readonly type: 'RecordRun';
  readonly kind: CheckKind;
  /** What the run was made under: a plan that came meanwhile has runs of its own. */
  readonly plan: CheckPlan;
  readonly results: readonly CheckResult[];
  readonly measurements?: Measurements;
}

export type ChecksCommand = RecordPlan | RequestRun | RecordRun;
export type ChecksRejection =
  | 'RELEASE_ENDED'
  | 'CHECK_PLAN_MISSING'
  | 'EXCEPTION_REQUIRED'
  | 'VALIDATION_NOT_STARTED'
  | 'VALIDATION_ALREADY_PASSED';
