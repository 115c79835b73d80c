import {
  EnvironmentRolledBack,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  RollbackRequested,
  type ArtifactReference,
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

const serves = async () => (await system.ground.ask()).version;
const rollBack = (releaseId: string) => system.call('linus', 'POST', `${releaseId}/rollback`, { reason: 'a leak' });
const released = ({ releaseId, product, version }: ReleaseSummary) =>
  system
    .other('planning')
    .says('flow', releaseId, ReleaseReleased.of({ releaseId, product, version, signal: 'rl' as const }));

async function deployed(version: string, previous: ArtifactReference, previousReleaseId = 'shop-1.0.0') {
  const artifact = await system.ground.artifact({ version });
  const release = await system.newRelease(artifact, { previousReleaseId });
  await system.orderRollout(release, { previousArtifacts: [previous] });
  await system.said(release.releaseId, 'succeeded');
  return { release, artifact };
}

it('what was rolled out is rolled back in turn, as an event of the environment that both releases show', async () => {
  const first = await deployed('1.1.0', system.old);
  const second = await deployed('1.2.0', first.artifact, 'shop-1.1.0');

  // Before the end: 1.1.0 is no longer what runs, so nobody can roll it back.
  expect(await rollBack('shop-1.1.0')).toMatchObject({ status: 409, body: { code: 'NOT_RUNNING_ANY_MORE' } });
  await released(first.release);
  await released(second.release);
  expect(await rollBack('shop-1.1.0')).toMatchObject({
    status: 409,
    body: {
      code: 'NOT_RUNNING_ANY_MORE',
      fix: 'roll back what was deployed after it first: POST /deployment/v1/releases/shop-1.2.0/rollback',
    },
  });
  expect(await serves()).toBe('1.2.0');

  expect(await rollBack('shop-1.2.0')).toMatchObject({ status: 201 });
  const [displaced] = await system.said('shop-1.2.0', 'environment-rolled-back');
  const [restored] = await system.said('shop-1.1.0', 'environment-rolled-back');
  const same = { displaced: 'shop-1.2.0', restoredRelease: 'shop-1.1.0', by: 'linus', reason: 'a leak' };
  expect(displaced?.data).toMatchObject({ ...same, releaseId: 'shop-1.2.0' });
  expect(restored?.data).toMatchObject({ ...same, releaseId: 'shop-1.1.0' });
  expect((displaced?.data as EnvironmentRolledBack['data']).results).toMatchObject([{ passed: true }]);
  expect(await serves()).toBe('1.1.0');
  expect(await system.told('shop-1.2.0')).not.toContain('rollback-completed');
  expect(await rollBack('shop-1.2.0')).toMatchObject({ status: 409, body: { code: 'ALREADY_ROLLED_BACK' } });

  // Now 1.1.0 runs again, and can go back too.
  expect(await rollBack('shop-1.1.0')).toMatchObject({ status: 201 });
  await system.said('shop-1.1.0', 'environment-rolled-back', 2);
  expect(await serves()).toBe('1.0.0');
});

it('everything else is closed', async () => {
  const release = await system.newRelease(await system.ground.artifact({ version: '2.0.0' }));
  const { releaseId } = release;
  const end = { releaseId, signal: 'ps' as const, status: 'aborted' as const, open: [] };
  await system.other('planning').says('flow', releaseId, ReleaseEndedPostRelease.of(end));
  const evidence = await system.document(releaseId, 'Minutes of a rehearsal');
  for (const [command, body] of [
    ['plan', system.plan()],
    ['rehearsals', { evidence }],
    ['rollback', { reason: 'late' }],
  ] as const) {
    expect(await system.call('linus', 'POST', `${releaseId}/${command}`, body)).toMatchObject({
      status: 409,
      body: { code: 'RELEASE_ENDED' },
    });
  }
});

it('a rollback that the flow orders of what no longer runs is refused, and failed so that the flow ends', async () => {
  const first = await deployed('3.1.0', system.old);
  await deployed('3.2.0', first.artifact, 'shop-3.1.0');
  const { releaseId } = first.release;
  const requested = RollbackRequested.of({ releaseId, reason: 'late' });
  await system.other('planning').says('flow', releaseId, requested);
  const [failed] = await system.said(releaseId, 'rollback-failed');
  expect(failed?.data).toMatchObject({ reason: expect.stringContaining('no longer runs in its environment') });
  await system.said(releaseId, 'fact-refused');
  expect(await serves()).toBe('3.2.0');
  expect(await system.told(releaseId)).not.toContain('rollback-started');
});

it('a plan goes back to what runs, and to nothing else', async () => {
  const never = await system.ground.artifact({ version: '0.9.0' });
  const release = await system.newRelease(await system.ground.artifact({ version: '4.0.0' }));
  const [answer, nothing] = await Promise.all(
    [[never], []].map((previousArtifacts) =>
      system.call('linus', 'POST', `${release.releaseId}/plan`, system.plan({ previousArtifacts })),
    ),
  );
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'PREVIOUS_NOT_RUNNING', runs: expect.stringContaining('shop-3.2.0') },
  });
  expect(nothing).toMatchObject({ status: 409, body: { code: 'PREVIOUS_NOT_RUNNING' } });
  const itself = await system.newRelease(await system.ground.artifact({ version: '4.0.1' }), {
    previousReleaseId: 'shop-4.0.1',
  });
  expect(await system.call('linus', 'POST', `${itself.releaseId}/plan`, system.plan())).toMatchObject({
    status: 409,
    body: { code: 'PREVIOUS_IS_ITSELF' },
  });
});

it('a rollback after which the target does not answer as it did is no rollback', async () => {
  const { body } = await system.call('grace', 'GET', 'shop-3.2.0');
  const [running] = DeploymentAnswer.parse(body).plan?.artifacts ?? [];
  const fresh = await system.ground.artifact({ version: '5.0.0' });
  const release = await system.newRelease(fresh, { bake: 'PT30S', previousReleaseId: 'shop-3.2.0' });
  const { releaseId } = release;
  // The version before answers 200 where this one says 201: it does not pass what the rollout was verified by.
  const created = { ...system.smokeCheck('created'), expect: { status: 201 } };
  await system.orderRollout(release, { previousArtifacts: [running], smokeChecks: [created] });
  await system.said(releaseId, 'phase-deployed');
  expect(await rollBack(releaseId)).toMatchObject({ status: 201 });
  const [failed] = await system.said(releaseId, 'rollback-failed');
  expect(failed?.data).toMatchObject({
    reason: expect.stringContaining('the checks of the restored version failed: created (status 200'),
    results: [{ name: 'created', passed: false }],
  });
  expect(await system.told(releaseId)).not.toContain('rollback-completed');
  expect(await rollBack(releaseId)).toMatchObject({ status: 201 });
  await system.said(releaseId, 'rollback-failed', 2);
});
