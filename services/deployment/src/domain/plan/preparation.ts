import {
  DeploymentPlanRecorded,
  DryRunFailed,
  DryRunPassed,
  RollbackReadinessConfirmed,
  RollbackRehearsed,
  type Actor,
  type DeploymentPlan,
} from '@slipway/contracts';
import type { CommandOf } from '../deployment.commands.js';
import type { DeploymentEvent } from '../deployment.events.js';
import { isPlanned, type DeploymentState, type Planned } from '../deployment.state.js';
import { planFollowing, planFor } from './plan-request.js';
import { rollbackReadiness } from './rollback-readiness.js';

export const recordPlan = (
  { releaseId, release, request }: CommandOf<'RecordPlan'>,
  { id: by }: Actor,
): DeploymentEvent[] => [DeploymentPlanRecorded.of({ releaseId, plan: planFor(release, request), by })];

export function followRelease(
  { releaseId, release }: CommandOf<'FollowRelease'>,
  state: DeploymentState,
): DeploymentEvent[] {
  if (!isPlanned(state) || state.status !== 'planned') return [];
  const plan: DeploymentPlan | undefined = planFollowing(state.plan, release);
  const by = state.plannedBy === undefined ? {} : { by: state.plannedBy };
  return plan === undefined ? [] : [DeploymentPlanRecorded.of({ releaseId, plan, ...by })];
}

export function concludeDryRun(command: CommandOf<'ConcludeDryRun'>, state: Planned): DeploymentEvent[] {
  const { releaseId, checks } = command;
  const passed = checks.length > 0 && checks.every((check) => check.passed);
  const conclusion = passed ? DryRunPassed : DryRunFailed;
  return [conclusion.of({ releaseId, checks: [...checks] }), readinessOf(state, command)];
}

/** What was missing for want of a rehearsal is there now. */
export function recordRehearsal(command: CommandOf<'RecordRehearsal'>, state: DeploymentState): DeploymentEvent[] {
  const { releaseId, evidence } = command;
  const known = isPlanned(state) && state.rollbackReadiness !== 'unknown';
  const readiness = known ? [readinessOf({ ...state, rehearsed: true }, command)] : [];
  return [RollbackRehearsed.of({ releaseId, evidence }), ...readiness];
}

/** What was missing may be let go now. */
export function reviewReadiness(command: CommandOf<'ReviewReadiness'>, state: Planned): DeploymentEvent[] {
  if (state.status !== 'planned' || state.rollbackReadiness !== 'missing') return [];
  const readiness = readinessOf(state, command);
  return readiness.type === RollbackReadinessConfirmed.type ? [readiness] : [];
}

const readinessOf = (
  { plan, rehearsed }: Planned,
  { release, surroundings }: CommandOf<'ConcludeDryRun' | 'RecordRehearsal' | 'ReviewReadiness'>,
) => rollbackReadiness(plan, { rehearsed, release, surroundings });
