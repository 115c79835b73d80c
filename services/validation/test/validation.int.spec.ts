import { createHash, randomUUID } from 'node:crypto';
import {
  AcceptanceConfirmed,
  ArtifactsChanged,
  ArtifactsRefused,
  ArtifactsVerified,
  CoverageConfirmed,
  DeploymentSucceeded,
  DryRunPassed,
  FeedbackReceived,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  RollbackReadinessConfirmed,
  TeamAssembled,
  TestsConfirmed,
  TestsMissing,
  ValidationDocumentRecorded,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { Ordered, ReleaseAnswer } from '../src/api/release.answer.js';
import { digest, ValidationSystem } from './validation-system.js';

let system: ValidationSystem;

beforeAll(async () => {
  system = await ValidationSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const newDigest = (): string => `sha256:${createHash('sha256').update(randomUUID()).digest('hex')}`;

/** Waits until these outputs of a step have their documents. */
const documented = (releaseId: string, outputs: readonly string[]) =>
  eventually(
    async () => {
      const events = await system.trail(releaseId);
      const found = events.flatMap((event) => (ValidationDocumentRecorded.is(event) ? [event.data.output] : []));
      return outputs.every((output) => found.includes(output)) ? found : undefined;
    },
    { within: 20_000 },
  );
const outputsOf = (step: string, numbers: readonly number[]) => numbers.map((n) => `${step}.output-${String(n)}`);

describe('CI evidence', () => {
  it('counts when it comes before the release', async () => {
    const artifact = newDigest();
    await system.pipeline('success', artifact);
    await system.suite('unit', 'success', artifact);
    const { releaseId } = await system.newRelease(artifact);
    const [confirmed] = await system.said(releaseId, QualityEvidenceConfirmed.type);
    const trail = await system.trail(artifact.replace('sha256:', 'artifact-'));
    const references = trail.map(({ id, type, trail: of, hash }) => ({ eventId: id, type, trail: of, hash }));
    expect(confirmed?.data).toEqual({ releaseId, digests: [artifact], results: references });
  });

  it('counts when it comes after the release, once its last failure is mended', async () => {
    const artifact = newDigest();
    const { releaseId } = await system.newRelease(artifact);
    await system.pipeline('success', artifact);
    await system.suite('unit', 'failure', artifact);
    await system.suite('unit', 'success', artifact);
    const confirmed = await system.said(releaseId, QualityEvidenceConfirmed.type);
    expect(confirmed).toHaveLength(1);
  });
});

describe('validation before the release', () => {
  it('verifies bytes, waits for the required suites, and passes the gate on five facts', async () => {
    const release = await system.newRelease();
    const { releaseId, artifacts } = release;
    const plan = system.checkPlan({ requiredSuites: ['unit', 'end-to-end'] });
    expect(await system.call('katherine', 'POST', `${releaseId}/check-plan`, plan)).toMatchObject({ status: 201 });
    await system.suite('unit', 'success');
    await system.startStep(release, 'validate-prerelease');
    expect((await system.said(releaseId, ArtifactsVerified.type))[0]?.data).toMatchObject({
      artifacts: [{ digest, size: 12, uri: artifacts[0]?.uri }],
    });
    const [missing] = await system.said(releaseId, TestsMissing.type);
    expect(missing?.data).toMatchObject({ suites: [{ suite: 'end-to-end' }] });
    await system.suite('end-to-end', 'success');
    await system.said(releaseId, TestsConfirmed.type);
    await system.othersConfirm(releaseId);

    const [gate] = await system.said(releaseId, PreReleaseGateDecided.type);
    const inputs = [ArtifactsVerified, TestsConfirmed, DryRunPassed, RollbackReadinessConfirmed, CoverageConfirmed];
    expect(gate?.data).toMatchObject({ verdict: 'passed', inputs: inputs.map(({ type }) => ({ type })) });
    expect(ReleaseAnswer.parse((await system.call('ada', 'GET', releaseId)).body)).toMatchObject({
      quality: { gate: { verdict: 'passed' }, tested: [digest] },
    });
    await documented(releaseId, outputsOf('validate-prerelease', [1, 2, 6]));
  });

  it('refuses an artifact whose bytes have another digest, and takes another look when asked', async () => {
    const release = await system.newRelease(newDigest());
    await system.startStep(release, 'validate-prerelease');
    const [refused] = await system.said(release.releaseId, ArtifactsRefused.type);
    expect(refused?.data).toMatchObject({ reason: `its bytes have the digest ${digest}` });
    const path = `${release.releaseId}/artifacts/verification`;
    expect(await system.call('katherine', 'POST', path, {})).toMatchObject({ status: 202 });
    await system.said(release.releaseId, ArtifactsRefused.type, 2);
  });
});

describe('an artifact that is replaced', () => {
  it('is verified anew', async () => {
    const release = await system.newRelease(newDigest());
    const { releaseId, artifacts } = release;
    await system.startStep(release, 'validate-prerelease');
    await system.said(releaseId, ArtifactsRefused.type);
    const mended = artifacts.map((artifact) => ({ ...artifact, digest }));
    const changed = ArtifactsChanged.of({ releaseId, artifacts: mended, reason: 'the digest was mistyped' });
    await system.other('planning').says('release', releaseId, changed);
    await system.said(releaseId, ArtifactsVerified.type);
  });
});

describe('validation after the release', () => {
  const kinds = ['functionality', 'smoke', 'performance', 'integration', 'access'];

  it('runs the five kinds of checks and passes', async () => {
    const release = await system.newRelease();
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.startStep(release, 'validate-postrelease');
    await system.said(releaseId, PostReleaseValidationPassed.type);
    const passed = await system.said(releaseId, PostReleaseCheckPassed.type, 5);
    const found = passed.flatMap((event) => (PostReleaseCheckPassed.is(event) ? [event.data] : []));
    expect(found.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(found.find(({ kind }) => kind === 'performance')?.measurements).toMatchObject({ samples: 40, errors: 0 });
    const started = (await system.trail(releaseId)).find(({ type }) => type.includes('step-started'));
    expect(passed.map(({ causationId }) => causationId)).toEqual(passed.map(() => started?.id));
    await documented(releaseId, outputsOf('validate-postrelease', [1, 2, 3, 4, 5]));
  });

  it('runs them when the plan comes late, fails what fails, and passes when that is mended and run again', async () => {
    const release = await system.newRelease();
    const { releaseId } = release;
    await system.startStep(release, 'validate-postrelease');
    system.shop.broken = true;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    const failed = await system.said(releaseId, PostReleaseCheckFailed.type, 5);
    expect(failed[0]?.data).toMatchObject({
      results: expect.arrayContaining([expect.objectContaining({ passed: false })]),
    });
    system.shop.broken = false;
    for (const kind of kinds) {
      const again = await system.call('katherine', 'POST', `${releaseId}/checks/${kind}/runs`, {});
      expect(again).toMatchObject({ status: 202 });
      expect(Ordered.parse(again.body)).toEqual({ ordered: kind });
    }
    await system.said(releaseId, PostReleaseValidationPassed.type);
    expect(ReleaseAnswer.parse((await system.call('ada', 'GET', releaseId)).body)).toMatchObject({
      checks: { validated: true, outcomes: { smoke: 'passed' } },
    });
  });

  it('does not look at a version that is not out', async () => {
    const { releaseId } = await system.newRelease();
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    const answer = await system.call('katherine', 'POST', `${releaseId}/checks/smoke/runs`, {});
    expect(answer).toMatchObject({ status: 409, body: { code: 'VALIDATION_NOT_STARTED' } });
  });
});

describe('the acceptance', () => {
  const cases = [
    { id: 'order', title: 'A customer orders', workflow: true },
    { id: 'search', title: 'A customer searches' },
  ];

  it('goes from plan to confirmation by its owner, who is not the deployer', async () => {
    const { releaseId } = await system.newRelease();
    const members = [{ role: 'deployer' as const, person: 'linus' }];
    await system.other('planning').says('release', releaseId, TeamAssembled.of({ releaseId, members }));
    const at = (path: string) => `${releaseId}/acceptance${path}`;
    const post = (as: string, path: string, body: unknown) => system.call(as, 'POST', at(path), body);

    expect(await post('katherine', '', { owner: 'linus', cases })).toMatchObject({
      status: 403,
      body: { code: 'OWNER_IS_DEPLOYER' },
    });
    expect(await post('katherine', '', { owner: 'margaret', cases })).toMatchObject({ status: 201 });
    expect(await post('katherine', '/cases/order', { accepted: true })).toMatchObject({
      body: { code: 'VERSION_NOT_DEPLOYED' },
    });
    const artifacts = [{ name: 'shop', uri: 'file:///shop.tgz', digest }];
    const finishedAt = new Date().toISOString();
    const deployed = { releaseId, environment: 'production', artifacts, criticalErrors: 0, finishedAt };
    await system.other('deployment').says('deployment', releaseId, DeploymentSucceeded.of(deployed));
    await eventually(async () => (await post('katherine', '/cases/order', { accepted: true })).status === 201);
    expect(await post('katherine', '/cases/search', { accepted: true })).toMatchObject({ status: 201 });
    const handbook = await system.document(releaseId, 'Handbook');
    const invented = { ...handbook, digest: `sha256:${'f'.repeat(64)}` };
    expect(await post('katherine', '/training', { evidence: [handbook, invented] })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_UNKNOWN', unknown: [invented.digest] },
    });
    expect(await post('katherine', '/training', { evidence: [handbook] })).toMatchObject({ status: 201 });

    for (const [user, rating] of [
      ['u1', 5],
      ['u2', 2],
      ['u2', 4],
    ] as const) {
      const origin = { source: '/shop', id: randomUUID(), publisher: 'shop', receivedAt: finishedAt };
      await system.other('intake').says('inbound', releaseId, FeedbackReceived.of({ releaseId, rating, user, origin }));
    }
    expect(await post('katherine', '/feedback', {})).toMatchObject({
      status: 201,
      body: { events: [{ data: { ratings: 2, satisfaction: 1 } }] },
    });

    expect(await post('radia', '/concerns', { title: 'slow basket', critical: true })).toMatchObject({ status: 201 });
    expect(await post('katherine', '/concerns/review', {})).toMatchObject({ body: { code: 'CRITICAL_CONCERN_OPEN' } });
    expect(await post('katherine', '/concerns/concern-1/resolution', { resolution: 'index added' })).toMatchObject({
      status: 201,
    });
    expect(await post('katherine', '/concerns/review', {})).toMatchObject({ status: 201 });

    expect(await post('ada', '/confirmation', {})).toMatchObject({
      status: 403,
      body: { code: 'ONLY_OWNER_CONFIRMS' },
    });
    expect(await post('margaret', '/confirmation', {})).toMatchObject({ status: 201 });
    const [confirmed] = await system.said(releaseId, AcceptanceConfirmed.type);
    expect(confirmed).toMatchObject({ actor: { id: 'margaret' }, data: { owner: 'margaret', ratio: 1 } });
    await documented(releaseId, outputsOf('conduct-user-acceptance', [1, 2, 3, 4, 5, 6]));
    expect(ReleaseAnswer.parse((await system.call('ada', 'GET', releaseId)).body)).toMatchObject({
      acceptance: { confirmed: true, concerns: [{ resolution: 'index added' }] },
    });
  });
});

describe('the door', () => {
  it('knows no release that nobody proposed', async () => {
    const answer = await system.call('katherine', 'POST', 'nope-1.0.0/check-plan', system.checkPlan());
    expect(answer).toMatchObject({ status: 404, body: { code: 'RELEASE_UNKNOWN' } });
  });

  it('takes a check plan from a validator alone, with all five kinds of checks', async () => {
    const { releaseId } = await system.newRelease();
    const plan = system.checkPlan();
    const path = `${releaseId}/check-plan`;
    await eventually(async () => (await system.call('ada', 'GET', releaseId)).status === 200);
    expect(await system.call('ada', 'POST', path, plan)).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED' },
    });
    const { access: _, ...four } = plan.checks;
    expect(await system.call('katherine', 'POST', path, { ...plan, checks: four })).toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', fields: [{ field: 'checks.access' }] },
    });
  });

  it('shows what is known of a release', async () => {
    const { releaseId } = await system.newRelease();
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    expect(ReleaseAnswer.parse((await system.call('edsger', 'GET', releaseId)).body)).toMatchObject({
      releaseId,
      quality: { verified: [] },
      checks: { validated: false },
      acceptance: { confirmed: false },
    });
  });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
