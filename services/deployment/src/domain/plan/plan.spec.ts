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
import type { CommandOf, DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';
import { planFor, PlanRequest } from './plan-request.js';
import type { Surroundings } from '../surroundings.js';

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const evidence = { digest: `sha256:${'e'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'Rehearsal' };
const { surroundings } = the;
const planDigest = `sha256:${'9'.repeat(64)}`;
const plans = (changes: Partial<CommandOf<'RecordPlan'>> = {}): DeploymentCommand => ({
  type: 'RecordPlan',
  releaseId,
  release,
  request: the.request,
  planDigest,
  surroundings,
  ...changes,
});
const recordPlan = plans();
const dryRun = (
  checks = [the.passed('artifact')],
  of: ReleaseSummary = release,
  plan: DeploymentPlan = the.plan,
  around: Surroundings = surroundings,
): DeploymentCommand => ({ type: 'ConcludeDryRun', releaseId, release: of, checks, plan, surroundings: around });
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

  it('can be recorded again until the deployment has begun', () => {
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
    given()
      .when({ type: 'ConcludeDryRun', releaseId, release, checks, surroundings })
      .then(DryRunFailed.of({ releaseId, checks }));
  });

  it('counts for the plan that it tried, not for one that was recorded meanwhile', () => {
    const other = the.planned({ target: 'warehouse' });
    given(the.planned(), other).when(dryRun()).thenRejected('DRY_RUN_OUTDATED');
    given(the.planned(), the.dryRunPassed, other).when(dryRun()).thenRejected('DRY_RUN_OUTDATED');
    given(the.planned())
      .when({ type: 'ConcludeDryRun', releaseId, release, checks: [], surroundings })
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
  const readinessOf = (of: ReleaseSummary, previousArtifacts = [the.oldArtifact], around = surroundings) =>
    given(the.planned({ previousArtifacts }))
      .when(dryRun(undefined, of, { ...the.plan, previousArtifacts }, around))
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
      .when({ type: 'RecordRehearsal', releaseId, release: major, evidence, surroundings })
      .events();
    expect(events.map(({ type }) => type)).toEqual([RollbackRehearsed.type, RollbackReadinessConfirmed.type]);
  });

  it('of which nothing is known is the word of the plan, and the readiness says so', () => {
    const unknown = the.where({ running: [], previousKnown: false });
    const { data } = readinessOf(release, undefined, unknown) as RollbackReadinessConfirmed;
    expect(data.warnings).toEqual([
      'shop-1.0.0 is no release that Slipway knows',
      'that the artifacts to go back to ran in production is the word of the plan: Slipway knows of nothing there',
      'the rollback was not rehearsed',
    ]);
  });

  it('to a release that nobody knows is missing where the type requires a rollback, unless what runs is known', () => {
    const hotfix: ReleaseSummary = { ...release, type: 'hotfix', policy: releasePolicy(baseFlow, 'hotfix') };
    expect(readinessOf(hotfix, undefined, the.where({ running: [], previousKnown: false }))).toMatchObject({
      data: { missing: ['shop-1.0.0 is no release that Slipway knows'] },
    });
    expect(readinessOf(hotfix, undefined, the.where({ previousKnown: false }))?.type).toBe(
      RollbackReadinessConfirmed.type,
    );
  });

  it('to the release itself is missing', () => {
    expect(readinessOf({ ...release, previousReleaseId: releaseId })).toMatchObject({
      data: { missing: ['the release names itself as the one before'] },
    });
  });

  it('of a first release whose type requires a rollback is a warning', () => {
    const { previousReleaseId: _none, ...first } = { ...release, policy: releasePolicy(baseFlow, 'hotfix') };
    const { data } = readinessOf(first, [], the.where({ running: [] })) as RollbackReadinessConfirmed;
    expect(data.warnings[0]).toBe(
      'nothing was released before: a rollback takes the product out of service, although the release type requires a rollback',
    );
  });

  it('may go without its rehearsal by an exception, which the readiness names', () => {
    const granted = { ...the.standing.granted, rehearsal: true };
    const excepted = the.where({}, { granted });
    const missing = RollbackReadinessMissing.of({ releaseId, missing: ['the rollback was not rehearsed'] });
    const [readiness] = given(the.planned(), the.dryRunPassed, missing)
      .when({ type: 'ReviewReadiness', releaseId, release: major, surroundings: excepted })
      .events();
    expect((readiness as RollbackReadinessConfirmed).data).toMatchObject({
      rehearsed: false,
      warnings: ['the rollback was not rehearsed: a granted exception stands in for the rehearsal'],
    });
    given(the.planned(), the.dryRunPassed, missing)
      .when({ type: 'ReviewReadiness', releaseId, release: major, surroundings })
      .thenNothing();
  });
});

describe('a rehearsal', () => {
  const rehearse: DeploymentCommand = { type: 'RecordRehearsal', releaseId, release, evidence, surroundings };

  it('is nothing that the author records, nor a person whose hat excludes it', () => {
    given(the.planned())
      .when(rehearse, { actor: { ...linus, id: 'Ada ' } })
      .thenRejected('HATS_CONFLICT');
    given(the.planned())
      .when(rehearse, { actor: { ...linus, id: 'GRACE' } })
      .thenRejected('APPROVER_CANNOT_DEPLOY');
  });

  it('comes to nothing after the end', () => {
    given(the.planned())
      .when({ ...rehearse, surroundings: the.where({}, { ended: true }) })
      .thenRejected('RELEASE_ENDED');
  });
});
