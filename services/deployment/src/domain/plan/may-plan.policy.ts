import { digestsOf, sameDigests } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { easedChecks } from './easing.policy.js';
import { mayActAsDeployer } from '../hats.policy.js';
import { releaseHasNotEnded, rolloutHasNotBegun, type DeploymentRule } from '../lifecycle.policy.js';
import { replacedBy, told, type Running } from '../surroundings.js';

type Command = CommandOf<'RecordPlan'>;
type PlanRule = DeploymentRule<Command>;

const isOfThisRelease: PlanRule = ({ releaseId, release }) =>
  release.releaseId === releaseId
    ? pass
    : reject('RELEASE_MISMATCH', {
        releaseId,
        other: release.releaseId,
        fix: `record this plan for ${release.releaseId}`,
      });

const plannerMayDeploy: PlanRule = ({ release, surroundings }, _, { actor }) =>
  mayActAsDeployer(release, surroundings.standing, { actor, fix: 'have another deployer record the plan' });

const goesBackToAnotherRelease: PlanRule = ({ release: { releaseId, previousReleaseId } }) =>
  previousReleaseId === releaseId
    ? reject('PREVIOUS_IS_ITSELF', {
        releaseId,
        fix: 'abort the release, and announce it again with the release that ran before in previousReleaseId, or without one',
      })
    : pass;

/** Only what really ran there before can come back. Where nothing is known, the readiness says that it is the plan's word. */
const goesBackToWhatRuns: PlanRule = ({ release, request, surroundings }) => {
  const { running } = surroundings.place;
  if (
    matchesWhatRuns(
      request.previousArtifacts.map(({ digest }) => digest),
      release.artifacts,
      running,
    )
  )
    return pass;
  const replaced = replacedBy(release.artifacts, running);
  const wanted = replaced.length > 0 ? replaced : running;
  return reject('PREVIOUS_NOT_RUNNING', {
    environment: release.environment,
    runs: told(wanted),
    previousArtifacts: wanted.map(({ artifact }) => artifact),
    fix: 'record the plan with what runs there in previousArtifacts, so that a rollback restores it',
  });
};

/** Checks that get fewer or easier once the release is approved are an exception. */
const approvedChecksStay: PlanRule = ({ release, request, planDigest, surroundings }, { plan }) => {
  const { approved, granted } = surroundings.standing;
  const eased = plan === undefined ? [] : easedChecks(plan.smokeChecks, request.smokeChecks);
  if (!approved || eased.length === 0 || granted.checkPlans.includes(planDigest)) return pass;
  const exception = { kind: 'check-plan', items: ['check-plan'], to: planDigest };
  const body = JSON.stringify({ ...exception, reason: '…' });
  return reject('EXCEPTION_REQUIRED', {
    ...exception,
    eased: eased.map(({ name }) => name),
    fix: `send POST /planning/v1/releases/${release.releaseId}/exceptions ${body}, and this plan again once the exception is granted; or keep the approved checks`,
  });
};

/** Who may record a plan and which, in the order in which people read the refusals. */
export const mayPlan: readonly PlanRule[] = [
  isOfThisRelease,
  releaseHasNotEnded,
  rolloutHasNotBegun,
  plannerMayDeploy,
  goesBackToAnotherRelease,
  goesBackToWhatRuns,
  approvedChecksStay,
];

/** Whether a plan goes back to exactly what its artifacts replace; where that is nothing, to nothing that does not run there. */
export function matchesWhatRuns(
  previous: readonly string[],
  artifacts: Command['release']['artifacts'],
  running: readonly Running[],
): boolean {
  if (running.length === 0) return true;
  const replaced = replacedBy(artifacts, running).map(({ artifact }) => artifact);
  if (replaced.length > 0) return sameDigests(previous, digestsOf(replaced));
  const there = running.map(({ artifact }) => artifact.digest);
  return previous.every((digest) => there.includes(digest));
}
