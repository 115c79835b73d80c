import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { currentPhase, isRollingBack, isRollingOut, type DeploymentState, type Planned } from '../deployment.state.js';
import type { DeploymentRule } from '../lifecycle.policy.js';
import { displacedBy } from '../rollback/may-roll-back.policy.js';
import { isFromBefore } from '../rollout/rollout.js';
import { told } from '../surroundings.js';

type OutsideRule = DeploymentRule<CommandOf<'FollowOutside'>, Planned>;

const toolDeploys: OutsideRule = (_, { plan }) =>
  plan.executor === 'observed'
    ? pass
    : reject('EXECUTOR_NOT_OBSERVED', {
        fix: "plan the release with the executor 'observed' if an outside tool deploys it",
      });

const environmentIsPlanned: OutsideRule = ({ report: { environment } }, { plan }) =>
  environment === plan.environment
    ? pass
    : reject('ENVIRONMENT_NOT_PLANNED', {
        environment,
        planned: plan.environment,
        fix: `report what the tool does in ${plan.environment}`,
      });

const artifactIsPlanned: OutsideRule = ({ report: { digest, outcome } }, { plan }) => {
  const planned = outcome === 'rolled-back' ? [...plan.artifacts, ...plan.previousArtifacts] : plan.artifacts;
  return planned.some((artifact) => artifact.digest === digest)
    ? pass
    : reject('ARTIFACT_NOT_PLANNED', { digest, fix: 'report the digest of an artifact of the plan' });
};

const happenedSinceTheStart: OutsideRule = ({ occurredAt }, state) =>
  isFromBefore(state, occurredAt)
    ? reject('REPORT_FROM_BEFORE', {
        occurredAt,
        startedAt: state.startedAt,
        fix: 'report what happens after the start, and check the clock of the tool',
      })
    : pass;

/** What happened last counts, in whatever order it is heard of. */
const isTheNewest: OutsideRule = ({ report, occurredAt }, state) => {
  const newer = ofSameName(state, report.digest).flatMap((digest) => {
    const known = state.progress[digest];
    return known !== undefined && known.at > occurredAt ? [known.at] : [];
  });
  return newer.length === 0
    ? pass
    : reject('REPORT_OUTDATED', { occurredAt, newest: newer.sort().at(-1), fix: 'nothing: the newer report counts' });
};

const rolloutIsUnderWay: OutsideRule = ({ report: { outcome } }, state) => {
  const under = isRollingOut(state) || (outcome === 'rolled-back' && canBeTakenBack(state));
  return under
    ? pass
    : reject('NOT_ROLLING_OUT', { status: state.status, fix: 'report a deployment while its rollout is under way' });
};

const isWhatRunsThere: OutsideRule = ({ releaseId, report: { outcome }, surroundings }, state) => {
  const displaced = outcome === 'rolled-back' ? displacedBy(surroundings.place, releaseId, state) : undefined;
  return displaced === undefined
    ? pass
    : reject('NOT_RUNNING_ANY_MORE', {
        runs: told(surroundings.place.running),
        fix: 'report the rollback of what runs in the environment',
      });
};

/** What an outside tool reports counts only when it is about this plan, is news, and its rollout is under way. */
export const mayBeFollowed: readonly OutsideRule[] = [
  toolDeploys,
  environmentIsPlanned,
  artifactIsPlanned,
  happenedSinceTheStart,
  rolloutIsUnderWay,
  isTheNewest,
  isWhatRunsThere,
];

type OverdueRule = DeploymentRule<CommandOf<'GiveUpWaiting'>, Planned>;

/** A pause stops the clock of a rollout, not that of a rollback. */
const reportIsOverdue: OverdueRule = (_, state, { now }) => {
  const { reportBy, paused } = state;
  const waits = reportBy === undefined || now < reportBy || (paused && isRollingOut(state));
  return waits ? reject('NOTHING_OVERDUE', { reportBy, now, fix: 'wait until reportBy' }) : pass;
};

const somethingIsUnderWay: OverdueRule = (_, state) =>
  isRollingBack(state) || (isRollingOut(state) && currentPhase(state) !== undefined)
    ? pass
    : reject('NOTHING_OVERDUE', { status: state.status, fix: 'nothing: no report is expected now' });

/** When nobody waits any longer for an outside tool. */
export const mayGiveUpWaiting: readonly OverdueRule[] = [reportIsOverdue, somethingIsUnderWay];

const canBeTakenBack = ({ status }: DeploymentState): boolean =>
  [
    'rolling-back',
    'rollback-failed',
    'succeeded',
    'failed',
    'environment-rolling-back',
    'environment-rollback-failed',
  ].includes(status);

/** The digests that the plan has for the thing that one of them is a version of. */
function ofSameName({ plan }: Planned, digest: string): readonly string[] {
  const all = [...plan.artifacts, ...plan.previousArtifacts];
  const names = all.filter((each) => each.digest === digest).map(({ name }) => name);
  return all.filter(({ name }) => names.includes(name)).map((each) => each.digest);
}
