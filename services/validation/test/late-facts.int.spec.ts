import { randomUUID } from 'node:crypto';
import {
  ArtifactsRefused,
  DeploymentPlanRecorded,
  PreReleaseGateDecided,
  TeamAssembled,
  TestsMissing,
  type ReleaseSummary,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { digest, digestOf, ValidationSystem } from './validation-system.js';

let system: ValidationSystem;

beforeAll(async () => {
  system = await ValidationSystem.start();
});

afterAll(async () => {
  await system.stop();
});

describe('an artifact that is replaced', () => {
  const validating = async (release: ReleaseSummary) => {
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.builds();
    await system.startStep(release, 'validate-prerelease');
    await system.othersConfirm(releaseId);
  };
  const verdicts = async ({ releaseId }: ReleaseSummary, count: number) =>
    (await system.said(releaseId, PreReleaseGateDecided.type, count)).map(({ data }) => data);

  it('passes the gate again when only its address is another, when its bytes are and CI has tested them, and when the first ones come back', async () => {
    const release = await system.newRelease();
    await validating(release);
    await verdicts(release, 1);
    await system.replaceArtifact(release, await system.artifactOf());
    await verdicts(release, 2);
    const other = await system.artifactOf(randomUUID());
    await system.replaceArtifact(release, other);
    await verdicts(release, 3);
    await system.builds(other.digest);
    await verdicts(release, 4);
    await system.replaceArtifact(release, await system.artifactOf());
    const passed = (of: string) => ({ digests: [of], verdict: 'passed', inputs: { length: 6 } });
    const missed = { digests: [other.digest], verdict: 'failed', inputs: [{ type: TestsMissing.type }] };
    const others = [passed(other.digest), passed(digest)];
    expect(await verdicts(release, 5)).toMatchObject([passed(digest), passed(digest), missed, ...others]);
  });

  it('is not refused for what is found about the one before it, once that has been fetched', async () => {
    const release = await system.newRelease(digestOf(randomUUID()), `${system.shop.url}/held`);
    const { releaseId } = release;
    await validating(release);
    const held = await eventually(() => system.shop.held[0]);
    await system.replaceArtifact(release, await system.artifactOf());
    await verdicts(release, 1);
    held.end('not what was announced');
    await eventually(async () => String(await system.metrics()).includes('outcome="ARTIFACTS_REPLACED"'));
    const types = (await system.trail(releaseId)).map(({ type }) => type);
    expect(types).not.toContain(ArtifactsRefused.type);
    expect(await verdicts(release, 1)).toMatchObject([{ digests: [digest], verdict: 'passed' }]);
  });
});

describe('the latest result of a suite', () => {
  it('is that of the run that happened last, whichever came last', async () => {
    const artifact = digestOf(randomUUID());
    const { releaseId } = await system.newRelease(artifact);
    const { id } = await system.suite('unit', 'failure', { of: artifact, at: '2026-11-23T11:00:00.000Z' });
    const { logIndex } = await system.suite('unit', 'success', { of: artifact, at: '2026-11-23T10:00:00.000Z' });
    const latest = () => system.call('edsger', 'GET', `${releaseId}?covers=${String(logIndex)}`);
    expect(await latest()).toMatchObject({
      body: { quality: { results: [{ name: 'unit', outcome: 'failure', reference: { eventId: id } }] } },
    });
  });
});

describe('who deploys', () => {
  const team = ({ releaseId }: ReleaseSummary, deployer: string) =>
    system
      .other('planning')
      .says('release', releaseId, TeamAssembled.of({ releaseId, members: [{ role: 'deployer', person: deployer }] }));
  const owned = ({ releaseId }: ReleaseSummary, owner: string) => {
    const cases = ['order', 'search'].map((id) => ({ id, title: `A customer can ${id}`, workflow: true }));
    return system.call('katherine', 'POST', `${releaseId}/acceptance`, { owner, cases });
  };
  const refused = { status: 403, body: { code: 'OWNER_IS_DEPLOYER' } };

  it('is who recorded the deployment plan, also after they were replaced in the team', async () => {
    const release = await system.newRelease();
    const { releaseId, environment, artifacts } = release;
    const how = {
      executor: 'local' as const,
      target: 'shop',
      phases: [100],
      bake: 'PT1M',
      smokeChecks: [],
      settings: [],
    };
    const plan = { ...how, environment, artifacts, previousArtifacts: [], rollback: 'the version before' };
    const bob = { id: 'bob', kind: 'person' as const, roles: ['deployer' as const] };
    const recorded = DeploymentPlanRecorded.of({ releaseId, plan });
    await system.other('deployment').says('deployment', releaseId, recorded, { actor: bob });
    await team(release, 'bob');
    await team(release, 'linus');
    expect(await owned(release, 'bob')).toMatchObject(refused);
    expect(await owned(release, 'linus')).toMatchObject(refused);
    expect(await owned(release, 'margaret')).toMatchObject({ status: 201 });
  });
});
