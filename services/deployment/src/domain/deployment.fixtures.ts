import {
  ConfigurationApplied,
  DeploymentPaused,
  DeploymentPlanRecorded,
  DeploymentResumed,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunPassed,
  OutsideProgressRecorded,
  PhaseDeployed,
  PhaseStarted,
  PhaseVerified,
  PreDeploymentChecksFailed,
  PreDeploymentChecksPassed,
  ReleaseSummary,
  RollbackReadinessConfirmed,
  type ArtifactReference,
  type CheckResult,
  type DeploymentPlan,
} from '@slipway/contracts';
import { baseFlow, later, releasePolicy } from '@slipway/flow';
import type { DeploymentEvent } from './deployment.events.js';
import { planFor, type PlanRequest } from './plan/plan-request.js';
import type { Circumstances } from './rollout/pre-deployment-checks.js';
import type { Place, Standing, Surroundings } from './surroundings.js';

/** What the specifications are told with. */
export const releaseId = 'shop-1.1.0';
export const now = '2026-11-23T12:00:00.000Z';
export const bakeUntil = '2026-11-23T12:05:00.000Z';

export const artifact = (version: string, digit: string): ArtifactReference => ({
  name: 'shop',
  uri: `file:///artifacts/shop-${version}.tgz`,
  digest: `sha256:${digit.repeat(64)}`,
});
export const oldArtifact = artifact('1.0.0', 'a');
export const newArtifact = artifact('1.1.0', 'b');

export const release: ReleaseSummary = ReleaseSummary.parse({
  releaseId,
  product: 'shop',
  version: '1.1.0',
  type: 'minor',
  title: 'The shop, faster',
  environment: 'production',
  components: ['shop'],
  artifacts: [newArtifact],
  previousReleaseId: 'shop-1.0.0',
  author: 'ada',
  window: { start: '2026-11-23T11:00:00.000Z', end: '2026-11-23T15:00:00.000Z' },
  policy: releasePolicy(baseFlow, 'minor'),
});

export const request: PlanRequest = {
  executor: 'local',
  target: 'shop',
  previousArtifacts: [oldArtifact],
  smokeChecks: [{ name: 'home', url: 'http://127.0.0.1:9000/', method: 'GET', headers: {}, expect: { status: 200 } }],
  settings: [],
  rollback: 'give the traffic back to the instances of 1.0.0',
};
export const plan: DeploymentPlan = { ...planFor(release, request), bake: 'PT5M' };

export const passed = (name: string): CheckResult => ({ name, passed: true, observed: 'as it should be' });
export const failed = (name: string, observed = 'not as it should be'): CheckResult => ({
  name,
  passed: false,
  observed,
});

/** Nobody wears a hat but the author and the approver, and 1.0.0 runs in production. */
export const standing: Standing = {
  hats: { author: ['ada'], approver: ['grace'] },
  approved: true,
  ended: false,
  granted: { freezes: [], checkPlans: [], rehearsal: false, items: [] },
};
export const place: Place = {
  running: [{ artifact: oldArtifact, releaseId: 'shop-1.0.0', since: '2026-10-01T00:00:00.000Z' }],
  rollouts: [],
  previousKnown: true,
};
export const surroundings: Surroundings = { standing, place };
/** The same, with these changes. */
export const where = (changes: Partial<Place> = {}, more: Partial<Standing> = {}): Surroundings => ({
  standing: { ...standing, ...more },
  place: { ...place, ...changes },
});
/** What runs there once the release is out. */
export const newRuns: Partial<Place> = { running: [{ artifact: newArtifact, releaseId, since: now }] };

export const circumstances: Circumstances = {
  ...surroundings,
  approval: { approvers: ['grace'], digests: [newArtifact.digest] },
  deployer: undefined,
  proof: { evidence: undefined, gate: undefined },
  freezes: [],
  overriddenFreezes: [],
  executor: [passed('the target answers')],
};

export const planned = (changes: Partial<DeploymentPlan> = {}, by = 'linus'): DeploymentEvent =>
  DeploymentPlanRecorded.of({ releaseId, plan: { ...plan, ...changes }, by });
export const dryRunPassed = DryRunPassed.of({ releaseId, checks: [passed('everything')] });
export const rollbackReady = RollbackReadinessConfirmed.of({
  releaseId,
  previousArtifacts: [oldArtifact],
  rehearsed: false,
  warnings: ['the rollback was not rehearsed'],
});
export const checksFailed = PreDeploymentChecksFailed.of({ releaseId, checks: [failed('window')] });
export const paused = DeploymentPaused.of({ releaseId, reason: 'wait' });
export const resumed = DeploymentResumed.of({ releaseId, reason: 'go' });
/** When an outside tool has to have reported what it was asked for now. */
export const reportBy = later(now, 'PT1H');
export const phaseStarted = (phase: number, weight: number, due: { reportBy?: string } = {}) =>
  PhaseStarted.of({ releaseId, phase, weight, ...due });
export const phaseDeployed = (phase: number, weight: number, instances: string[] = ['shop-1.1.0/1']) =>
  PhaseDeployed.of({ releaseId, phase, weight, instances, bakeUntil });
export const phaseVerified = (phase: number, weight: number, final = false) =>
  PhaseVerified.of({ releaseId, phase, weight, final, results: [passed('home')] });

export const started = (changes: Partial<DeploymentPlan> = {}): DeploymentEvent[] => {
  const { executor, environment, artifacts, phases } = { ...plan, ...changes };
  return [
    planned(changes),
    dryRunPassed,
    rollbackReady,
    PreDeploymentChecksPassed.of({ releaseId, checks: [passed('everything')] }),
    DeploymentStarted.of({ releaseId, environment, executor, artifacts, phases, startedAt: now }),
    phaseStarted(1, 50, executor === 'observed' ? { reportBy } : {}),
  ];
};
export const halfway = (changes: Partial<DeploymentPlan> = {}): DeploymentEvent[] => [
  ...started(changes),
  ConfigurationApplied.of({ releaseId, settings: [] }),
  phaseDeployed(1, 50),
];
export const finishing = (changes: Partial<DeploymentPlan> = {}): DeploymentEvent[] => [
  ...halfway(changes),
  phaseVerified(1, 50),
  phaseStarted(2, 100),
  phaseDeployed(2, 100),
  phaseVerified(2, 100, true),
];
export const succeeded = (changes: Partial<DeploymentPlan> = {}): DeploymentEvent[] => {
  const { environment, artifacts } = { ...plan, ...changes };
  return [
    ...finishing(changes),
    DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt: now }),
  ];
};
/** An outside tool's word on one artifact. */
export const progress = (
  digest: string,
  weight: number,
  { rolledBack = false, occurredAt = now }: { rolledBack?: boolean; occurredAt?: string } = {},
) => OutsideProgressRecorded.of({ releaseId, digest, weight, rolledBack, occurredAt });
