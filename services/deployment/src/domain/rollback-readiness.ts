import {
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  type DeploymentPlan,
  type ReleaseSummary,
} from '@slipway/contracts';

type Readiness = RollbackReadinessConfirmed | RollbackReadinessMissing;

/**
 * Whether there is a way back, as the release type asks for it: what it requires must be there, what it recommends is
 * warned about. A product's first release has nothing to go back to: rolling it back takes it out of service.
 */
export function rollbackReadiness(plan: DeploymentPlan, rehearsed: boolean, release: ReleaseSummary): Readiness {
  const { releaseId, policy, previousReleaseId } = release;
  const lacks: { readonly what: string; readonly required: boolean }[] = [];
  if (plan.previousArtifacts.length === 0) {
    const first = previousReleaseId === undefined;
    const what = first
      ? 'nothing was released before: a rollback takes the product out of service'
      : `the plan names no artifact of ${previousReleaseId} to go back to`;
    lacks.push({ what, required: !first && policy.rollback === 'required' });
  }
  if (!rehearsed) lacks.push({ what: 'the rollback was not rehearsed', required: policy.rehearsalRequired });
  const missing = lacks.filter(({ required }) => required).map(({ what }) => what);
  if (missing.length > 0) return RollbackReadinessMissing.of({ releaseId, missing });
  return RollbackReadinessConfirmed.of({
    releaseId,
    previousArtifacts: plan.previousArtifacts,
    rehearsed,
    warnings: policy.rollback === 'optional' ? [] : lacks.map(({ what }) => what),
  });
}
