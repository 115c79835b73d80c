import { DeploymentPlan, type ReleaseSummary } from '@slipway/contracts';
import { conductOf } from '@slipway/flow';

/**
 * What the deployer decides; artifacts, phases, bake, environment and deadlines are the release's. A phase is verified by its smoke
 * checks, so there are some.
 */
export const PlanRequest = DeploymentPlan.omit({
  artifacts: true,
  phases: true,
  bake: true,
  environment: true,
  reportWithin: true,
}).extend({
  smokeChecks: DeploymentPlan.shape.smokeChecks.min(1, 'name at least one check, which every phase must pass'),
});
export type PlanRequest = Omit<DeploymentPlan, 'artifacts' | 'phases' | 'bake' | 'environment' | 'reportWithin'>;

export function planFor(release: ReleaseSummary, request: PlanRequest): DeploymentPlan {
  return {
    ...request,
    environment: release.environment,
    artifacts: release.artifacts,
    phases: release.policy.phases,
    bake: release.policy.durations.bake,
    reportWithin: conductOf(release.policy).deadlines.outsideReport,
  };
}

/** The same plan for the release as it is now; undefined when nothing of it changed. */
export function planFollowing(plan: DeploymentPlan, release: ReleaseSummary): DeploymentPlan | undefined {
  const followed = { ...plan, ...planFor(release, plan) };
  return JSON.stringify(sorted(followed)) === JSON.stringify(sorted(plan)) ? undefined : followed;
}

/** Comparable whatever order its keys are in. */
const sorted = (plan: DeploymentPlan) => [
  plan.environment,
  plan.bake,
  plan.phases,
  plan.artifacts.map(({ name, uri, digest }) => [name, uri, digest]),
];
