import {
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  type DeploymentPlan,
  type ReleaseSummary,
} from '@slipway/contracts';
import type { Surroundings } from '../surroundings.js';

type Readiness = RollbackReadinessConfirmed | RollbackReadinessMissing;

interface Lack {
  readonly what: string;
  readonly required: boolean;
}

/**
 * Whether there is a way back, as the release type asks for it: what it requires must be there, what it recommends is
 * warned about. A product's first release has nothing to go back to: rolling it back takes it out of service.
 */
export function rollbackReadiness(
  plan: DeploymentPlan,
  { rehearsed, release, surroundings }: { rehearsed: boolean; release: ReleaseSummary; surroundings: Surroundings },
): Readiness {
  const { releaseId, policy } = release;
  const lacks = [
    ...lackOfArtifacts(plan, release),
    ...lackOfKnowledge(plan, release, surroundings),
    ...lackOfRehearsal(rehearsed, release, surroundings),
  ];
  const missing = lacks.filter(({ required }) => required).map(({ what }) => what);
  if (missing.length > 0) return RollbackReadinessMissing.of({ releaseId, missing });
  return RollbackReadinessConfirmed.of({
    releaseId,
    previousArtifacts: plan.previousArtifacts,
    rehearsed,
    warnings: policy.rollback === 'optional' ? [] : lacks.map(({ what }) => what),
  });
}

function lackOfArtifacts({ previousArtifacts }: DeploymentPlan, release: ReleaseSummary): Lack[] {
  const { policy, previousReleaseId } = release;
  const asked = policy.rollback === 'required';
  if (previousArtifacts.length > 0) return [];
  if (previousReleaseId !== undefined)
    return [{ what: `the plan names no artifact of ${previousReleaseId} to go back to`, required: asked }];
  const what = 'nothing was released before: a rollback takes the product out of service';
  return [{ what: asked ? `${what}, although the release type requires a rollback` : what, required: false }];
}

/** Where Slipway knows nothing of what runs there, the plan's word is all there is. */
function lackOfKnowledge(plan: DeploymentPlan, release: ReleaseSummary, { standing, place }: Surroundings): Lack[] {
  const { policy, previousReleaseId, releaseId, environment } = release;
  const required = policy.rollback === 'required' && !standing.granted.rehearsal;
  if (previousReleaseId === releaseId) return [{ what: 'the release names itself as the one before', required: true }];
  const nothingKnown = place.running.length === 0;
  return [
    ...(previousReleaseId === undefined || place.previousKnown
      ? []
      : [{ what: `${previousReleaseId} is no release that Slipway knows`, required: required && nothingKnown }]),
    ...(plan.previousArtifacts.length === 0 || !nothingKnown
      ? []
      : [
          {
            what: `that the artifacts to go back to ran in ${environment} is the word of the plan: Slipway knows of nothing there`,
            required: false,
          },
        ]),
  ];
}

function lackOfRehearsal(rehearsed: boolean, { policy }: ReleaseSummary, { standing }: Surroundings): Lack[] {
  if (rehearsed) return [];
  const what = 'the rollback was not rehearsed';
  if (!policy.rehearsalRequired) return [{ what, required: false }];
  return standing.granted.rehearsal
    ? [{ what: `${what}: a granted exception stands in for the rehearsal`, required: false }]
    : [{ what, required: true }];
}
