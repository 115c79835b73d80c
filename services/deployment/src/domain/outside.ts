import { DeploymentFailed, type OutsideDeploymentReported } from '@slipway/contracts';
import { firstRejection, pass, reject, type Rejection, type Rule } from '@slipway/decider';
import type { CommandOf } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { currentPhase, type DeploymentState, type Planned } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';
import { isRollingOut, rollbackStarted, rolledBack } from './rollback.js';
import { phaseDeployed, phaseFailed } from './rollout.js';

type Report = OutsideDeploymentReported['data'];
type OutsideRule = Rule<readonly [Report, Planned], DeploymentRejection>;

/** What an outside tool reports counts only when it is about this plan, and its rollout is under way. */
const mayBeFollowed: readonly OutsideRule[] = [
  (_, { plan }) => (plan.executor === 'observed' ? pass : reject('EXECUTOR_NOT_OBSERVED')),
  ({ environment }, { plan }) =>
    environment === plan.environment
      ? pass
      : reject('ENVIRONMENT_NOT_PLANNED', { environment, planned: plan.environment }),
  ({ digest, outcome }, { plan }) => {
    const planned = outcome === 'rolled-back' ? [...plan.artifacts, ...plan.previousArtifacts] : plan.artifacts;
    return planned.some((artifact) => artifact.digest === digest) ? pass : reject('ARTIFACT_NOT_PLANNED', { digest });
  },
  ({ outcome }, state) => {
    const under = isRollingOut(state) || (outcome === 'rolled-back' && canBeRolledBack(state));
    return under ? pass : reject('NOT_ROLLING_OUT', { status: state.status });
  },
];

const canBeRolledBack = ({ status }: DeploymentState): boolean =>
  ['rolling-back', 'rollback-failed', 'succeeded', 'failed'].includes(status);

/** Follows a tool that deploys by itself: its weights move the phases on, its failure and its rollback are ours. */
export function followOutside(
  state: Planned,
  { releaseId, report }: CommandOf<'FollowOutside'>,
  now: string,
): DeploymentEvent[] | Rejection<DeploymentRejection> {
  const rejection = firstRejection(mayBeFollowed, report, state);
  if (rejection !== undefined) return rejection;
  switch (report.outcome) {
    case 'failure':
      return phaseFailed(state, releaseId, `${report.origin.source} reports that the deployment failed`);
    case 'rolled-back':
      return rolledBackOutside(state, releaseId, report, now);
    case 'progressing':
    case 'success':
      return reached(state, releaseId, report.outcome === 'success' ? 100 : report.weight, now);
  }
}

function reached(state: Planned, releaseId: string, weight: number, now: string): DeploymentEvent[] {
  const current = currentPhase(state);
  if (current === undefined || state.status !== 'rolling-out') return [];
  const { phase } = current;
  const news = current.status === 'started' ? weight >= current.weight : weight > current.weight;
  return news ? [phaseDeployed(state.plan, { releaseId, phase, weight, instances: [] }, now)] : [];
}

function rolledBackOutside(state: Planned, releaseId: string, { origin }: Report, now: string): DeploymentEvent[] {
  const reason = `${origin.source} reports that it rolled back`;
  return [
    ...(isRollingOut(state) ? [DeploymentFailed.of({ releaseId, reason })] : []),
    ...(state.status === 'rolling-back' ? [] : [rollbackStarted(state, releaseId, reason)]),
    rolledBack(state, releaseId, now),
  ];
}
