import { DeploymentFailed, OutsideProgressRecorded } from '@slipway/contracts';
import { environmentRollbackStarted } from '../rollback/after-the-end.js';
import { silence } from './deadlines.js';
import type { CommandOf } from '../deployment.commands.js';
import type { DeploymentEvent } from '../deployment.events.js';
import {
  currentPhase,
  isRollingBack,
  isRollingOut,
  reachedWeight,
  type DeploymentState,
  type Planned,
} from '../deployment.state.js';
import { evolve } from '../evolve.js';
import { rollbackFailed, rollbackStarted } from '../rollback/rollback.js';
import { phaseDeployed, phaseFailed } from '../rollout/rollout.js';

type Command = CommandOf<'FollowOutside'>;

/** Follows a tool that deploys by itself: its weights move the phases on, its failure and its rollback are ours. */
export function followOutside(state: Planned, command: Command, now: string): readonly DeploymentEvent[] {
  const { releaseId, report } = command;
  switch (report.outcome) {
    case 'failure':
      return phaseFailed(state, {
        releaseId,
        reason: `${report.origin.source} reports that the deployment failed`,
        now,
      });
    case 'rolled-back':
      return takenBack(state, command, now);
    case 'progressing':
    case 'success':
      return reached(state, command, now);
  }
}

/** A phase is out when every artifact of the plan has its weight. */
function reached(state: Planned, command: Command, now: string): readonly DeploymentEvent[] {
  const { releaseId, report } = command;
  const weight = report.outcome === 'success' ? 100 : report.weight;
  const known = state.progress[report.digest];
  if (known?.weight === weight && !known.rolledBack) return [];
  const progress = progressed(command, weight);
  const current = currentPhase(state);
  const reachedNow = reachedWeight({ ...state, ...progressOf(state, progress) });
  if (current === undefined || state.status !== 'rolling-out') return [progress];
  const news = current.status === 'started' ? reachedNow >= current.weight : reachedNow > current.weight;
  const { phase } = current;
  return news
    ? [progress, phaseDeployed(state.plan, { releaseId, phase, weight: reachedNow, instances: [] }, now)]
    : [progress];
}

const progressOf = (state: DeploymentState, event: OutsideProgressRecorded) => {
  const { progress } = evolve(state, event);
  return { progress };
};

/** The rollback is over when every artifact is back and what serves again has passed its checks. */
function takenBack(state: Planned, command: Command, now: string): DeploymentEvent[] {
  const { releaseId, report, surroundings } = command;
  const reason = `${report.origin.source} reports that it rolled back`;
  const progress = progressed(command, report.weight);
  if (isRollingBack(state)) return [progress];
  const afterTheEnd = state.status === 'succeeded' && surroundings.standing.ended;
  if (afterTheEnd || state.status === 'environment-rollback-failed') {
    const begun = environmentRollbackStarted(state, { releaseId, reason, by: report.origin.source, now });
    return [...begun, progress];
  }
  return [
    ...(isRollingOut(state) ? [DeploymentFailed.of({ releaseId, reason })] : []),
    rollbackStarted(state, { releaseId, reason, now }),
    progress,
  ];
}

function progressed({ releaseId, report, occurredAt }: Command, weight: number): OutsideProgressRecorded {
  const { digest, outcome } = report;
  return OutsideProgressRecorded.of({ releaseId, digest, weight, rolledBack: outcome === 'rolled-back', occurredAt });
}

/** The report of an outside tool that does not come in time fails what it was to be about. */
export function giveUpWaiting(state: Planned, releaseId: string, now: string): DeploymentEvent[] {
  if (isRollingBack(state)) return rollbackFailed(state, { releaseId, reason: silence(state, 'the rollback') });
  const phase = currentPhase(state);
  if (phase === undefined) return [];
  const reason = silence(state, `phase ${phase.phase} (${phase.weight} %)`);
  return phaseFailed(state, { releaseId, reason, now });
}
