import {
  DeploymentPlanRecorded,
  DryRunFailed,
  DryRunPassed,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  RollbackRehearsed,
  fieldProblems,
  type Actor,
  type DeploymentPlan,
  type ReleaseSummary,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { DeploymentCommand } from './deployment.commands.js';
import { deployment } from './deployment.decider.js';
import * as the from './deployment.fixtures.js';
import { planFor, PlanRequest } from './plan-request.js';

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const evidence = { digest: `sha256:${'e'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'Rehearsal' };
const recordPlan: DeploymentCommand = { type: 'RecordPlan', releaseId, release, request: the.request };
const dryRun = (
  checks = [the.passed('artifact')],
  of: ReleaseSummary = release,
  plan: DeploymentPlan = the.plan,
): DeploymentCommand => ({ type: 'ConcludeDryRun', releaseId, release: of, checks, plan });
const major: ReleaseSummary = { ...release, type: 'major', policy: releasePolicy(baseFlow, 'major') };

describe('a deployment plan', () => {
  it('names a smoke check at least, without which nothing would verify its phases', () => {
    expect(PlanRequest.safeParse(the.request).success).toBe(true);
    const { error } = PlanRequest.safeParse({ ...the.request, smokeChecks: [] });
    expect(fieldProblems(error?.issues ?? [])).toEqual([
      { field: 'smokeChecks', fix: 'name at least one check, which every phase must pass' },
    ]);
  });

  it('takes artifacts, phases, bake and environment from the release', () => {
    const { data } = given().when(recordPlan).events()[0] as DeploymentPlanRecorded;
    const { artifacts, phases, bake, environment } = data.plan;
    const { durations } = release.policy;
    expect({ artifacts, phases, bake, environment }).toEqual({
      artifacts: release.artifacts,
      phases: [50, 100],
      bake: durations.bake,
      environment: 'production',
    });
  });

  it('is of the one who recorded it, also when it follows its release', () => {
    given()
      .when(recordPlan)
      .then(DeploymentPlanRecorded.of({ releaseId, plan: planFor(release, the.request), by: 'linus' }));
    const revised = { ...release, artifacts: [the.artifact('1.1.1', 'c')] };
    const followed = given(the.planned({}, 'grace')).when({ type: 'FollowRelease', releaseId, release: revised });
    expect(followed.state()).toMatchObject({ plannedBy: 'grace' });
    expect(followed.events()[0]).toMatchObject({ data: { by: 'grace' } });
  });

  it('can be made anew until the deployment has begun', () => {
    given(the.planned()).when(recordPlan).events();
    given(...the.started())
      .when(recordPlan)
      .thenRejected('DEPLOYMENT_BEGUN');
  });

  it('follows the release when that is revised', () => {
    const other = the.artifact('1.1.1', 'c');
    const revised = { ...release, artifacts: [other] };
    const { plan } = (
      given(the.planned())
        .when({ type: 'FollowRelease', releaseId, release: revised })
        .events()[0] as DeploymentPlanRecorded
    ).data;
    expect(plan.artifacts).toEqual([other]);
    expect(plan.previousArtifacts).toEqual([the.oldArtifact]);
  });

  it('stays as it is when nothing of it was revised, or when the deployment has begun', () => {
    const same = {
      ...release,
      policy: { ...release.policy, durations: { ...release.policy.durations, bake: 'PT5M' } },
    };
    given(the.planned()).when({ type: 'FollowRelease', releaseId, release: same }).thenNothing();
    const revised = { ...release, artifacts: [the.artifact('1.1.1', 'c')] };
    given(...the.started())
      .when({ type: 'FollowRelease', releaseId, release: revised })
      .thenNothing();
  });
});

describe('a dry run', () => {
  it('passes with all of its checks, and confirms the way back', () => {
    given(the.planned())
      .when(dryRun())
      .then(DryRunPassed.of({ releaseId, checks: [the.passed('artifact')] }), the.rollbackReady);
  });

  it('fails with one of its checks', () => {
    const checks = [the.passed('artifact'), the.failed('settings')];
    const [conclusion] = given(the.planned()).when(dryRun(checks)).events();
    expect(conclusion).toEqual(DryRunFailed.of({ releaseId, checks }));
  });

  it('fails without a plan, so that the trail says why nothing goes on', () => {
    const checks = [the.failed('a plan is recorded')];
    given().when({ type: 'ConcludeDryRun', releaseId, release, checks }).then(DryRunFailed.of({ releaseId, checks }));
  });

  it('counts for the plan that it tried, not for one that was recorded meanwhile', () => {
    const other = the.planned({ target: 'warehouse' });
    given(the.planned(), other).when(dryRun()).thenRejected('DRY_RUN_OUTDATED');
    given(the.planned(), the.dryRunPassed, other).when(dryRun()).thenRejected('DRY_RUN_OUTDATED');
    given(the.planned())
      .when({ type: 'ConcludeDryRun', releaseId, release, checks: [] })
      .thenRejected('DRY_RUN_OUTDATED');
    const warehouse = { ...the.plan, target: 'warehouse' };
    expect(
      given(the.planned(), other)
        .when(dryRun(undefined, release, warehouse))
        .state(),
    ).toMatchObject({
      dryRun: 'passed',
    });
  });

  it('is outdated by another plan', () => {
    expect(given(the.planned(), the.dryRunPassed).when(recordPlan).state()).toMatchObject({ dryRun: 'outdated' });
  });
});

describe('the way back', () => {
  const readinessOf = (of: ReleaseSummary, previousArtifacts = [the.oldArtifact]) =>
    given(the.planned({ previousArtifacts }))
      .when(dryRun(undefined, of, { ...the.plan, previousArtifacts }))
      .events()[1];

  it('must have been rehearsed where the release type requires it', () => {
    expect(readinessOf(major)).toEqual(
      RollbackReadinessMissing.of({ releaseId, missing: ['the rollback was not rehearsed'] }),
    );
  });

  it('needs something to go back to where the release type requires a rollback', () => {
    const { data } = readinessOf(major, []) as RollbackReadinessMissing;
    expect(data.missing[0]).toBe('the plan names no artifact of shop-1.0.0 to go back to');
  });

  it('is only warned about where the release type recommends it', () => {
    const { data } = readinessOf(release, []) as RollbackReadinessConfirmed;
    expect(data.warnings).toHaveLength(2);
  });

  it("leads out of service for a product's first release", () => {
    const { previousReleaseId: _none, ...first } = major;
    given(the.planned({ previousArtifacts: [] }), RollbackRehearsed.of({ releaseId, evidence }))
      .when(dryRun(undefined, first, { ...the.plan, previousArtifacts: [] }))
      .events();
    expect(readinessOf({ ...first, policy: { ...first.policy, rehearsalRequired: false } }, [])?.type).toBe(
      RollbackReadinessConfirmed.type,
    );
  });

  it('is confirmed by the rehearsal that it lacked', () => {
    const missing = RollbackReadinessMissing.of({ releaseId, missing: ['the rollback was not rehearsed'] });
    const events = given(the.planned(), the.dryRunPassed, missing)
      .when({ type: 'RecordRehearsal', releaseId, release: major, evidence })
      .events();
    expect(events.map(({ type }) => type)).toEqual([RollbackRehearsed.type, RollbackReadinessConfirmed.type]);
  });
});
