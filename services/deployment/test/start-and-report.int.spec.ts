import {
  DeploymentSucceeded,
  ExceptionGranted,
  HealthBreached,
  IncidentReported,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  RollbackReadinessConfirmed,
  type ReleaseSummary,
} from '@slipway/contracts';
import { DeploymentAnswer } from '../src/api/deployment.answer.js';
import { DeploymentSystem } from './deployment-system.js';
import { inThisProcess } from './in-this-process.js';

let system: DeploymentSystem;
beforeAll(async () => {
  system = await DeploymentSystem.start(inThisProcess);
});
afterAll(() => system.stop());

const fresh = (version: string) => system.ground.artifact({ version });
const observed = { executor: 'observed' };
const rollBack = (releaseId: string, as = 'linus') =>
  system.call(as, 'POST', `${releaseId}/rollback`, { reason: 'seen enough' });
const granted = ({ releaseId }: ReleaseSummary, exception: Partial<ExceptionGranted['data']>) =>
  system.other('planning').says(
    'flow',
    releaseId,
    ExceptionGranted.of({
      releaseId,
      kind: 'rehearsal',
      items: [],
      reason: 'no second target',
      evidence: [],
      exceptionId: 'exception-1',
      requestedBy: 'margaret',
      confirmedBy: 'grace',
      preventsReleased: true,
      ...exception,
    }),
  );
const failedChecks = async (releaseId: string) => {
  const { body } = await system.call('grace', 'GET', releaseId);
  return DeploymentAnswer.parse(body).failedChecks;
};

describe('an outside tool that stays silent', () => {
  it('is given up in its phase and in its rollback; what it reports late is taken', async () => {
    const release = await system.newRelease(await fresh('1.1.0'), { reportWithin: 'PT2S' });
    const { releaseId } = release;
    await system.orderRollout(release, observed);
    const [phase] = await system.said(releaseId, 'phase-failed');
    expect(phase?.data).toMatchObject({ reason: expect.stringContaining('did not report phase 1 (50 %) within PT2S') });
    const [rollback] = await system.said(releaseId, 'rollback-failed');
    expect(rollback?.data).toMatchObject({ reason: expect.stringContaining('did not report the rollback') });
    expect(await rollBack(releaseId)).toMatchObject({ status: 201 });
    await system.said(releaseId, 'rollback-failed', 2);
    await system.reports(release, system.old.digest, { outcome: 'rolled-back' });
    const [completed] = await system.said(releaseId, 'rollback-completed');
    expect(completed?.data).toMatchObject({ restored: [system.old], results: [{ passed: true }] });
  });

  it('has done for one artifact only what it reports of that one', async () => {
    const [shop, api] = await Promise.all([fresh('1.2.0'), fresh('1.2.1')]);
    const both = [shop, { ...api, name: 'api' }];
    const release = await system.newRelease(shop);
    const { releaseId } = release;
    const several = { ...release, artifacts: both };
    await system.revise(several);
    await system.orderRollout(several, observed);
    await system.said(releaseId, 'phase-started');
    const [started] = await system.said(releaseId, 'started');
    const before = new Date(Date.parse(started?.occurredAt ?? '') - 1000).toISOString();
    await system.reports(release, api.digest, { outcome: 'success', occurredAt: before });
    const [refused] = await system.said(releaseId, 'fact-refused');
    expect(refused?.data).toMatchObject({ reason: expect.stringContaining('before the deployment began') });
    await system.reports(release, shop.digest, { outcome: 'success' });
    await system.said(releaseId, 'outside-progress-recorded');
    expect(await system.told(releaseId)).not.toContain('phase-deployed');
    await system.reports(release, api.digest, { outcome: 'success' });
    await system.said(releaseId, 'phase-deployed');
    expect(await rollBack(releaseId)).toMatchObject({ status: 201 });
    for (const { digest } of both) await system.reports(release, digest, { outcome: 'rolled-back', weight: 0 });
    await system.said(releaseId, 'rollback-completed');
  });
});

describe('a start', () => {
  it('waits for the rollout of another release to the same place', async () => {
    const first = await system.newRelease(await fresh('2.0.0'), { bake: 'PT1H' });
    await system.orderRollout(first);
    await system.said(first.releaseId, 'phase-deployed');
    const second = await system.newRelease(await fresh('2.1.0'));
    await system.orderRollout(second);
    await system.said(second.releaseId, 'pre-deployment-checks-failed');
    expect(await failedChecks(second.releaseId)).toContainEqual({
      name: 'no other rollout of the product or to the target is under way',
      observed: 'shop-2.0.0: wait until it has ended, or roll it back; then give the start again',
    });
    await rollBack(first.releaseId);
    await system.said(first.releaseId, 'rollback-completed');
    expect(await system.call('linus', 'POST', `${second.releaseId}/starts`, {})).toMatchObject({ status: 201 });
    await system.said(second.releaseId, 'phase-deployed');
    await rollBack(second.releaseId);
    await system.said(second.releaseId, 'rollback-completed');
  });

  it('of two at once to the same place is one', async () => {
    const releases = await Promise.all(
      ['2.2.0', '2.2.1'].map(async (version) => system.newRelease(await fresh(version), { bake: 'PT1H' })),
    );
    for (const { releaseId } of releases) {
      await system.call('linus', 'POST', `${releaseId}/plan`, system.plan(observed));
    }
    await Promise.all(releases.map((release) => system.startStep(release, 'validate-prerelease')));
    await Promise.all(releases.map(({ releaseId }) => system.said(releaseId, 'dry-run-passed')));
    await Promise.all(releases.map((release) => system.startStep(release, 'execute-deployment')));
    const begun = await Promise.all(
      releases.map(({ releaseId }) =>
        Promise.race([
          system.said(releaseId, 'started').then(() => releaseId),
          system.said(releaseId, 'pre-deployment-checks-failed').then(() => undefined),
        ]),
      ),
    );
    const [first, ...others] = begun.filter((releaseId) => releaseId !== undefined);
    expect(first).toBeDefined();
    expect(others).toEqual([]);
    await rollBack(first ?? '');
    for (const release of releases.filter(({ releaseId }) => releaseId === first)) {
      await system.reports(release, system.old.digest, { outcome: 'rolled-back' });
    }
    await system.said(first ?? '', 'rollback-completed');
  });

  it('asks again whether the CI evidence holds', async () => {
    const release = await system.newRelease(await fresh('2.3.0'));
    const { releaseId } = release;
    const digests = release.artifacts.map(({ digest }) => digest);
    const reference = {
      eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d',
      type: 'dev.slipway.intake.test-suite-finished.v1',
      trail: releaseId,
      hash: 'a'.repeat(64),
    };
    const confirmed = QualityEvidenceConfirmed.of({ releaseId, digests, results: [reference] });
    const reason = 'unit failed in a newer run';
    const lost = QualityEvidenceLost.of({ releaseId, digests, contradictedBy: [reference], reason });
    await system.other('validation').says('quality', releaseId, confirmed);
    await system.other('validation').says('quality', releaseId, lost);
    await system.orderRollout(release);
    await system.said(releaseId, 'pre-deployment-checks-failed');
    expect(await failedChecks(releaseId)).toEqual([
      { name: 'the CI evidence still holds for these artifacts', observed: `lost: ${reason}` },
    ]);
    await system.other('validation').says('quality', releaseId, confirmed);
    expect(await system.call('linus', 'POST', `${releaseId}/starts`, {})).toMatchObject({ status: 201 });
    await system.said(releaseId, 'started');
    await rollBack(releaseId);
    await system.said(releaseId, 'rollback-completed');
  });
});

describe('what weakens the deployment', () => {
  it('is no easier check after the approval, unless an exception was granted for that very plan', async () => {
    const release = await system.newRelease(await fresh('3.0.0'));
    const { releaseId } = release;
    await system.call('linus', 'POST', `${releaseId}/plan`, system.plan());
    const easier = system.plan({ smokeChecks: [{ ...system.smokeCheck('any'), expect: { status: 200 } }] });
    const refused = await system.call('linus', 'POST', `${releaseId}/plan`, easier);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'EXCEPTION_REQUIRED', kind: 'check-plan', items: ['check-plan'] },
    });
    const { to } = refused.body as { to: string };
    await granted(release, { kind: 'check-plan', to });
    expect(await system.call('linus', 'POST', `${releaseId}/plan`, easier)).toMatchObject({ status: 201 });
  });

  it('is no rehearsal by the author', async () => {
    const { releaseId } = await system.newRelease(await fresh('3.2.0'), { author: 'Linus' });
    const evidence = await system.document(releaseId, 'Minutes of a rehearsal');
    expect(await system.call('linus', 'POST', `${releaseId}/rehearsals`, { evidence })).toMatchObject({
      status: 403,
      body: { code: 'HATS_CONFLICT', other: 'author' },
    });
  });

  it('is no missing rehearsal: an exception stands in for one, and the readiness says so', async () => {
    const release = await system.newRelease(await fresh('3.1.0'), { type: 'major' });
    const { releaseId } = release;
    await system.call('linus', 'POST', `${releaseId}/plan`, system.plan());
    await system.startStep(release, 'validate-prerelease');
    await system.said(releaseId, 'rollback-readiness-missing');
    await granted(release, {});
    const [readiness] = await system.said(releaseId, 'rollback-readiness-confirmed');
    const { rehearsed, warnings } = readiness?.data as RollbackReadinessConfirmed['data'];
    expect(rehearsed).toBe(false);
    expect(warnings).toContain('the rollback was not rehearsed: a granted exception stands in for the rehearsal');
  });
});

describe('what happens during and after a rollout', () => {
  it('counts its incidents, and a breach after it goes back by itself where the policy says so', async () => {
    const release = await system.newRelease(await fresh('4.0.0'), { bake: 'PT2S', onBreach: 'roll-back' });
    const { releaseId } = release;
    await system.orderRollout(release);
    await system.said(releaseId, 'phase-deployed');
    const origin = { source: 'urn:pager', id: '1', publisher: 'pager', receivedAt: new Date().toISOString() };
    for (const environment of ['staging', 'production']) {
      const incident = { releaseId, title: `down in ${environment}`, detail: '', environment, origin };
      await system.other('intake').says('inbound', releaseId, IncidentReported.of(incident));
    }
    const [succeeded] = await system.said(releaseId, 'succeeded');
    expect((succeeded?.data as DeploymentSucceeded['data']).criticalErrors).toBe(1);
    const measurements = { samples: 100, errors: 20, availability: 0.8, p95: 10, p99: 20 };
    const breach = { releaseId, target: 'start page', burnRate: 14.4, window: 'PT5M', measurements };
    await system.other('monitoring').says('watch', releaseId, HealthBreached.of(breach));
    await system.said(releaseId, 'rollback-completed');
    expect((await system.ground.ask()).version).toBe('1.0.0');
  });
});
