import {
  DeploymentCancelled,
  DeploymentFailed,
  RollbackCompleted,
  RollbackFailed,
  RollbackStarted,
} from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import type { CommandOf } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { currentPhase, type DeploymentState } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';

type Decision = DeploymentEvent[] | Rejection<DeploymentRejection>;

export function rollbackStarted({ plan }: DeploymentState, releaseId: string, reason: string): RollbackStarted {
  return RollbackStarted.of({ releaseId, reason, to: plan?.previousArtifacts ?? [] });
}

export function rolledBack({ plan }: DeploymentState, releaseId: string, now: string): RollbackCompleted {
  return RollbackCompleted.of({ releaseId, restored: plan?.previousArtifacts ?? [], finishedAt: now });
}

export const isRollingOut = ({ status }: DeploymentState): boolean =>
  status === 'rolling-out' || status === 'finishing';

/** Goes back, whatever stage it is at: during the rollout, after it, and again when an earlier attempt failed. */
export function rollBack(
  state: DeploymentState,
  { releaseId, reason, fact }: CommandOf<'RollBack'>,
  now: string,
): Decision {
  switch (state.status) {
    case 'rolling-out':
    case 'finishing': {
      const phase = currentPhase(state)?.phase;
      const failed = DeploymentFailed.of({ releaseId, reason, ...(phase === undefined ? {} : { phase }) });
      return [failed, rollbackStarted(state, releaseId, reason)];
    }
    case 'succeeded':
    case 'failed':
    case 'rollback-failed':
      return [rollbackStarted(state, releaseId, reason)];
    case 'rolling-back':
    case 'rolled-back':
      return [];
    case 'unplanned':
    case 'planned':
      // The flow waits for the end of a rollback that it asked for: nothing was touched, so what served before still does.
      return fact === undefined
        ? reject('NOTHING_TO_ROLL_BACK', { deployment: state.status, fix: 'abort the release instead' })
        : [
            DeploymentCancelled.of({ releaseId, reason }),
            rollbackStarted(state, releaseId, reason),
            rolledBack(state, releaseId, now),
          ];
    case 'cancelled':
      return reject('NOTHING_TO_ROLL_BACK', { deployment: state.status, fix: 'propose another release instead' });
  }
}

/** Before anything is deployed the deployment is cancelled; after, whoever was quicker, it is rolled back. */
export function abort(state: DeploymentState, command: CommandOf<'Abort'>, now: string): Decision {
  const { releaseId, reason } = command;
  switch (state.status) {
    case 'unplanned':
    case 'planned':
      return [DeploymentCancelled.of({ releaseId, reason })];
    case 'cancelled':
      return [];
    default:
      return rollBack(state, { ...command, type: 'RollBack' }, now);
  }
}

export function rollbackEnded(
  state: DeploymentState,
  command: CommandOf<'ReportRolledBack'> | CommandOf<'ReportRollbackFailure'>,
  now: string,
): Decision {
  const { releaseId } = command;
  if (state.status !== 'rolling-back') return reject('NOT_ROLLING_BACK', { status: state.status });
  return command.type === 'ReportRolledBack'
    ? [rolledBack(state, releaseId, now)]
    : [RollbackFailed.of({ releaseId, reason: command.reason })];
}
