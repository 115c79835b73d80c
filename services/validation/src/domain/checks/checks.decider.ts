import {
  CheckKind,
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
} from '@slipway/contracts';
import { firstRejection, sameContent, type Decider } from '@slipway/decider';
import type { ChecksCommand, ChecksRejection, RecordPlan, RecordRun } from './checks.commands.js';
import { evolve, initialState, type ChecksEvent, type ChecksState } from './checks.state.js';
import { mayRecordPlan } from './may-record-plan.policy.js';
import { mayRecordRun, mayRequestRun } from './may-run.policy.js';

/** The check plan of a release, and what its checks found once it was out. */
export const checks: Decider<ChecksState, ChecksCommand, ChecksEvent, ChecksRejection> = {
  category: 'checks',
  initialState,
  evolve,
  decide(command, state, context) {
    switch (command.type) {
      case 'RecordPlan':
        return firstRejection(mayRecordPlan, command, state, context) ?? planned(command, state);
      case 'RequestRun':
        return firstRejection(mayRequestRun, command, state, context) ?? [];
      case 'RecordRun':
        return firstRejection(mayRecordRun, command, state, context) ?? judged(command, state);
    }
  },
};

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
