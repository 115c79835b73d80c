import { EnvironmentRollbackStarted, EnvironmentRolledBack } from '@slipway/contracts';
import { reportDue } from '../outside/deadlines.js';
import type { CommandOf } from '../deployment.commands.js';
import { isPlanned, type DeploymentState } from '../deployment.state.js';

/** A release that has ended stays as it ended: that its environment goes back is a fact of the environment. */
export function environmentRollbackStarted(
  state: DeploymentState,
  {
    releaseId,
    reason,
    by,
    now,
  }: { readonly releaseId: string; readonly reason: string; readonly by: string; readonly now: string },
): EnvironmentRollbackStarted[] {
  if (!isPlanned(state)) return [];
  const { environment, previousArtifacts: to } = state.plan;
  return [
    EnvironmentRollbackStarted.of({
      releaseId,
      environment,
      to,
      reason,
      by,
      ...reportDue(state.plan, now),
    }),
  ];
}

/** The release that runs again says so on its own trail too. */
export const returned = ({ releaseId, rollback }: CommandOf<'RecordReturn'>): EnvironmentRolledBack[] => [
  EnvironmentRolledBack.of({ ...rollback, releaseId }),
];
