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
 * Whether a rollback is possible, as the release type demands: what it requires must exist, what it recommends is a
 * warning. The first release of a product has no previous version: its rollback takes the product out of service.
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

/** If Slipway does not know what runs there, the plan is the only source. */
function lackOfKnowledge(plan: DeploymentPlan, release: ReleaseSummary, { standing, place }: Surroundings): Lack[] {
  const { policy, previousReleaseId, releaseId, environment } = release;
  const required = policy.rollback === 'required' && !standing.granted.rehearsal;
  if (previousReleaseId === releaseId)
    return [{ what: 'the release names itself as its previous release', required: true }];
  const nothingKnown = place.running.length === 0;
  return [
    ...(previousReleaseId === undefined || place.previousKnown
      ? []
      : [{ what: `Slipway does not know the release ${previousReleaseId}`, required: required && nothingKnown }]),
    ...(plan.previousArtifacts.length === 0 || !nothingKnown
      ? []
      : [
          {
            what: `only the plan states that the previous artifacts ran in ${environment}: Slipway knows of nothing there`,
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
