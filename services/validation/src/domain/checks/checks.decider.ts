import {
  CheckKind,
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  type CheckResult,
  type Measurements,
} from '@slipway/contracts';
import { firstRejection, pass, reject, sameContent, type Decider, type Rule } from '@slipway/decider';
import { documentRecorded, type RecordDocument } from '../recorded-documents.js';
import { evolve, initialState, type CheckPlan, type ChecksEvent, type ChecksState } from './checks.state.js';

export interface RecordPlan {
  readonly type: 'RecordPlan';
  readonly releaseId: string;
  readonly plan: CheckPlan;
}

/** Asks whether a kind of check may run now; the run itself reports with RecordRun. */
export interface RequestRun {
  readonly type: 'RequestRun';
  readonly kind: CheckKind;
  /** Whether the step validate-postrelease has started, so that the released version is what answers. */
  readonly due: boolean;
}

export interface RecordRun {
  readonly type: 'RecordRun';
  readonly releaseId: string;
  readonly kind: CheckKind;
  /** What the run was made under: a plan that came meanwhile has runs of its own. */
  readonly plan: CheckPlan;
  readonly results: readonly CheckResult[];
  readonly measurements?: Measurements;
}

export type ChecksCommand = RecordPlan | RequestRun | RecordRun | RecordDocument;
export type ChecksRejection = 'CHECK_PLAN_MISSING' | 'VALIDATION_NOT_STARTED' | 'VALIDATION_ALREADY_PASSED';

/** The check plan of a release, and what its checks found once it was out. */
export const checks: Decider<ChecksState, ChecksCommand, ChecksEvent, ChecksRejection> = {
  category: 'checks',
  initialState,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'RecordPlan':
        return notYetValidated(state) ?? planned(command, state);
      case 'RequestRun':
        return firstRejection([planIsRecorded, runIsDue], state, command) ?? [];
      case 'RecordRun':
        return planIsRecorded(state) ?? judged(command, state);
      case 'RecordDocument':
        return documentRecorded(command, state.documents);
    }
  },
};

const notYetValidated: Rule<[ChecksState], 'VALIDATION_ALREADY_PASSED'> = ({ validated }) =>
  validated
    ? reject('VALIDATION_ALREADY_PASSED', {
        fix: 'the release has been validated under its plan: run single checks again',
      })
    : pass;

const planIsRecorded: Rule<[ChecksState], 'CHECK_PLAN_MISSING'> = ({ plan }) =>
  plan === undefined ? reject('CHECK_PLAN_MISSING', { fix: 'record a check plan first' }) : pass;

const runIsDue: Rule<[ChecksState, RequestRun], 'VALIDATION_NOT_STARTED'> = (_, { due }) =>
  due ? pass : reject('VALIDATION_NOT_STARTED', { fix: 'wait until the step validate-postrelease has started' });

function planned({ releaseId, plan }: RecordPlan, state: ChecksState): ChecksEvent[] {
  return sameContent(plan, state.plan) ? [] : [CheckPlanRecorded.of({ releaseId, ...plan })];
}

function judged({ releaseId, kind, plan, results, measurements }: RecordRun, state: ChecksState): ChecksEvent[] {
  if (!sameContent(plan, state.plan)) return [];
  const found = { releaseId, kind, results: [...results], ...(measurements === undefined ? {} : { measurements }) };
  if (!results.every(({ passed }) => passed)) return [PostReleaseCheckFailed.of(found)];
  const passed = PostReleaseCheckPassed.of(found);
  const { outcomes, validated } = evolve(state, passed);
  const allPassed = CheckKind.options.every((each) => outcomes[each] === 'passed');
  if (!allPassed || validated) return [passed];
  return [passed, PostReleaseValidationPassed.of({ releaseId, kinds: [...CheckKind.options] })];
}
