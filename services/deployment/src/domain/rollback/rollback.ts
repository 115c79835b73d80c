import {
  DeploymentCancelled,
  DeploymentFailed,
  EnvironmentRollbackFailed,
  EnvironmentRolledBack,
  RollbackCompleted,
  RollbackFailed,
  RollbackStarted,
  type Actor,
  type CheckResult,
} from '@slipway/contracts';
import { firstRejection, type DecisionContext, type Rejection } from '@slipway/decider';
import { environmentRollbackStarted } from './after-the-end.js';
import { reportDue } from '../outside/deadlines.js';
import type { CommandOf } from '../deployment.commands.js';
import type { DeploymentEvent } from '../deployment.events.js';
import { currentPhase, isPlanned, type DeploymentState } from '../deployment.state.js';
import { mayRollBack } from './may-roll-back.policy.js';
import type { DeploymentRejection } from '../rejections.js';

type Decision = DeploymentEvent[] | Rejection<DeploymentRejection>;
type Context = DecisionContext<Actor>;

export function rollbackStarted(
  { plan }: DeploymentState,
  { releaseId, reason, now }: { readonly releaseId: string; readonly reason: string; readonly now: string },
): RollbackStarted {
  return RollbackStarted.of({ releaseId, reason, to: plan?.previousArtifacts ?? [], ...reportDue(plan, now) });
}

/** Goes back, whatever stage it is at: during the rollout, after it, after the end, and again when an earlier attempt failed. */
export function rollBack(
  state: DeploymentState,
  command: CommandOf<'RollBack'> | CommandOf<'Abort'>,
  context: Context,
): Decision {
  const { releaseId, reason, fact, surroundings } = command;
  const { now, actor } = context;
  const order = { releaseId, reason, by: actor.id, now };
  const rejection = firstRejection(mayRollBack, command, state, context);
  if (rejection !== undefined) return rejection;
  const begun = rollbackStarted(state, { releaseId, reason, now });
  switch (state.status) {
    case 'rolling-out':
    case 'finishing': {
      const phase = currentPhase(state)?.phase;
      const failed = DeploymentFailed.of({ releaseId, reason, ...(phase === undefined ? {} : { phase }) });
      return [failed, begun];
    }
    case 'succeeded':
      return surroundings.standing.ended && fact === undefined ? environmentRollbackStarted(state, order) : [begun];
    case 'failed':
    case 'rollback-failed':
      return [begun];
    case 'environment-rollback-failed':
      return environmentRollbackStarted(state, order);
    case 'rolling-back':
    case 'environment-rolling-back':
    case 'rolled-back':
    case 'cancelled':
    case 'environment-rolled-back':
      return [];
    case 'unplanned':
    case 'planned':
      // The flow waits for the end of a rollback that it asked for: nothing was touched, so what served before still does.
      return [
        DeploymentCancelled.of({ releaseId, reason }),
        begun,
        rollbackCompleted(state, { releaseId, now, results: untouched }),
      ];
  }
}

const untouched: CheckResult[] = [
  { name: 'what served before still does', passed: true, observed: 'nothing was deployed, so nothing was touched' },
];

/** Before anything is deployed the deployment is cancelled; after, whoever was quicker, it is rolled back. */
export function abort(state: DeploymentState, command: CommandOf<'Abort'>, context: Context): Decision {
  const { releaseId, reason } = command;
  switch (state.status) {
    case 'unplanned':
    case 'planned':
      return [DeploymentCancelled.of({ releaseId, reason })];
    case 'cancelled':
      return [];
    default:
      return rollBack(state, command, context);
  }
}

/** The executor, or the outside tool, has gone back: that is true only when the checks of what serves again pass. */
export function rollbackReported(
  state: DeploymentState,
  { releaseId, results, restoredRelease }: CommandOf<'ReportRolledBack'>,
  now: string,
): DeploymentEvent[] {
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length > 0) {
    const seen = failed.map(({ name, observed }) => `${name} (${observed})`).join(', ');
    return rollbackFailed(state, { releaseId, reason: `the checks of what serves again failed: ${seen}`, results });
  }
  if (state.status === 'rolling-back') return [rollbackCompleted(state, { releaseId, now, results })];
  if (state.status !== 'environment-rolling-back' || !isPlanned(state)) return [];
  const { environment, previousArtifacts: restored } = state.plan;
  return [
    EnvironmentRolledBack.of({
      releaseId,
      environment,
      displaced: releaseId,
      ...(restoredRelease === undefined ? {} : { restoredRelease }),
      restored,
      reason: state.reason ?? 'not said',
      by: state.takenBackBy ?? 'not said',
      finishedAt: now,
      results: [...results],
    }),
  ];
}

export function rollbackFailed(
  state: DeploymentState,
  {
    releaseId,
    reason,
    results,
  }: { readonly releaseId: string; readonly reason: string; readonly results?: readonly CheckResult[] },
): DeploymentEvent[] {
  const seen = results === undefined ? {} : { results: [...results] };
  if (state.status === 'rolling-back') return [RollbackFailed.of({ releaseId, reason, ...seen })];
  if (state.status !== 'environment-rolling-back' || !isPlanned(state)) return [];
  const { environment } = state.plan;
  return [EnvironmentRollbackFailed.of({ releaseId, environment, reason, ...seen })];
}

function rollbackCompleted(
  { plan }: DeploymentState,
  {
    releaseId,
    now: finishedAt,
    results,
  }: { readonly releaseId: string; readonly now: string; readonly results: readonly CheckResult[] },
): RollbackCompleted {
  return RollbackCompleted.of({
    releaseId,
    restored: plan?.previousArtifacts ?? [],
    finishedAt,
    results: [...results],
  });
}
