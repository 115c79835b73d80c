import { digestsOf, sameDigests } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { easedChecks } from './easing.policy.js';
import { mayActAsDeployer } from '../hats.policy.js';
import { releaseHasNotEnded, rolloutHasNotBegun, type DeploymentRule } from '../lifecycle.policy.js';
import { replacedBy, runningText, type Running } from '../surroundings.js';

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

/**
 * Only a version that ran there can be restored. If nothing is known, the readiness states that the plan is the only
 * source.
 */
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
    runs: runningText(wanted),
    previousArtifacts: wanted.map(({ artifact }) => artifact),
    fix: 'record the plan with what runs there in previousArtifacts, so that a rollback restores it',
  });
};

/** A smoke check that expects a server error would let a broken version go on. */
const checksExpectAnswers: PlanRule = ({ request: { smokeChecks } }) => {
  const failing = smokeChecks.find(({ expect }) => expect.status >= 500);
  return failing === undefined
    ? pass
    : reject('CHECK_EXPECTS_FAILURE', {
        ...{ field: 'smokeChecks', name: failing.name, given: failing.expect.status },
        fix: 'expect a status below 500: a server error is no success',
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
  checksExpectAnswers,
  approvedChecksStay,
];

/**
 * Whether the previous artifacts of a plan are exactly those that it replaces; if it replaces nothing, whether they all
 * run there.
 */
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
