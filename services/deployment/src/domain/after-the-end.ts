import { EnvironmentRollbackStarted, EnvironmentRolledBack, type Actor } from '@slipway/contracts';
import { reject, type DecisionContext, type Rejection } from '@slipway/decider';
import { reportDue } from './deadlines.js';
import type { CommandOf } from './deployment.commands.js';
import { isPlanned, type DeploymentState } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';

/** A release that has ended stays as it ended: that its environment goes back is a fact of the environment. */
export function environmentRollbackStarted(
  state: DeploymentState,
  { releaseId, reason }: { readonly releaseId: string; readonly reason: string },
  { now, actor }: DecisionContext<Actor>,
): EnvironmentRollbackStarted[] | Rejection<DeploymentRejection> {
  if (!isPlanned(state)) return reject('NOTHING_TO_ROLL_BACK', { deployment: state.status });
  const { environment, previousArtifacts: to } = state.plan;
  return [
    EnvironmentRollbackStarted.of({
      releaseId,
      environment,
      to,
      reason,
      by: actor.id,
      ...reportDue(state.plan, now),
    }),
  ];
}

/** The release that runs again says so on its own trail too. */
export const returned = ({ releaseId, rollback }: CommandOf<'RecordReturn'>): EnvironmentRolledBack[] => [
  EnvironmentRolledBack.of({ ...rollback, releaseId }),
];
