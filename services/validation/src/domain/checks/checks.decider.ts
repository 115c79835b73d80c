import {
  CheckKind,
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
} from '@slipway/contracts';
import { firstRejection, pass, reject, sameContent, type Decider, type Rule } from '@slipway/decider';
import { documentRecorded } from '../recorded-documents.js';
import { releaseGoesOn } from '../standing.js';
import type { ChecksCommand, ChecksRejection, RecordPlan, RecordRun, RequestRun } from './checks.commands.js';
import { evolve, initialState, type ChecksEvent, type ChecksState } from './checks.state.js';
import { mayRecordPlan } from './may-record-plan.policy.js';

/** The check plan of a release, and what its checks found once it was out. */
export const checks: Decider<ChecksState, ChecksCommand, ChecksEvent, ChecksRejection> = {
  category: 'checks',
  initialState,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'RecordPlan':
        return firstRejection(mayRecordPlan, command, state) ?? planned(command, state);
      case 'RequestRun':
        return firstRejection(mayRequestRun, command, state) ?? [];
      case 'RecordRun':
        return firstRejection(mayRecordRun, command, state) ?? judged(command, state);
      case 'RecordDocument':
        return documentRecorded(command, state.documents);
    }
  },
};

const planIsRecorded: Rule<[unknown, ChecksState], ChecksRejection> = (_, { plan }) =>
  plan === undefined ? reject('CHECK_PLAN_MISSING', { fix: 'record a check plan first' }) : pass;

const runIsDue: Rule<[RequestRun], ChecksRejection> = ({ due }) =>
  due ? pass : reject('VALIDATION_NOT_STARTED', { fix: 'wait until the step validate-postrelease has started' });

const mayRequestRun: readonly Rule<[RequestRun, ChecksState], ChecksRejection>[] = [
  releaseGoesOn,
  planIsRecorded,
  runIsDue,
];

const mayRecordRun: readonly Rule<[RecordRun, ChecksState], ChecksRejection>[] = [releaseGoesOn, planIsRecorded];

function planned({ releaseId, plan }: RecordPlan, state: ChecksState): ChecksEvent[] {
  return sameContent(plan, state.plan) ? [] : [CheckPlanRecorded.of({ releaseId, ...plan })];
}

/** A kind that fails after the validation has passed takes it back; once each kind passes, it has passed again. */
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
