import { createHash, randomUUID } from 'node:crypto';
import {
  ApprovalGiven,
  ApprovalLapsed,
  ArtifactsChanged,
  ArtifactsRefused,
  ArtifactsVerified,
  CoverageConfirmed,
  DryRunPassed,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  RollbackReadinessConfirmed,
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
    await system.suite('unit', 'success', { of: artifact });
    const { releaseId } = await system.newRelease(artifact);
    const [confirmed] = await system.said(releaseId, QualityEvidenceConfirmed.type);
    const trail = await system.trail(artifact.replace('sha256:', 'artifact-'));
    const references = trail.map(({ id, type, trail: of, hash }) => ({ eventId: id, type, trail: of, hash }));
    expect(confirmed?.data).toEqual({ releaseId, digests: [artifact], results: references });
  });

  it('counts when it comes after the release, once its last failure is fixed', async () => {
    const artifact = newDigest();
    const { releaseId } = await system.newRelease(artifact);
    await system.pipeline('success', artifact);
    await system.suite('unit', 'failure', { of: artifact });
    await system.suite('unit', 'success', { of: artifact });
    const confirmed = await system.said(releaseId, QualityEvidenceConfirmed.type);
    expect(confirmed).toHaveLength(1);
  });
});

describe('validation before the release', () => {
  it('verifies bytes, waits for the required suites, and passes the gate on six facts', async () => {
    const release = await system.newRelease();
    const { releaseId, artifacts } = release;
    const plan = system.checkPlan({ requiredSuites: ['unit', 'end-to-end'] });
    expect(await system.call('katherine', 'POST', `${releaseId}/check-plan`, plan)).toMatchObject({ status: 201 });
    await system.builds();
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
    const inputs = [
      QualityEvidenceConfirmed,
      ArtifactsVerified,
      TestsConfirmed,
      DryRunPassed,
      RollbackReadinessConfirmed,
      CoverageConfirmed,
    ];
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
  it('is verified again', async () => {
    const release = await system.newRelease(newDigest());
    const { releaseId, artifacts } = release;
    await system.startStep(release, 'validate-prerelease');
    await system.said(releaseId, ArtifactsRefused.type);
    const corrected = artifacts.map((artifact) => ({ ...artifact, digest }));
    const changed = ArtifactsChanged.of({ releaseId, artifacts: corrected, reason: 'the digest was mistyped' });
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

  it('runs them when the plan comes late, fails what fails, and passes when that is fixed and run again', async () => {
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

describe('a check plan that was approved', () => {
  const eased = () => system.checkPlan({ p99: 6000 });

  it('is eased by an exception for the very plan, made stricter freely, and eased freely while nobody approves it', async () => {
    const { releaseId } = await system.newRelease();
    const record = (plan: unknown) => system.call('katherine', 'POST', `${releaseId}/check-plan`, plan);
    const planning = system.other('planning');
    expect(await record(system.checkPlan())).toMatchObject({ status: 201 });
    const given = ApprovalGiven.of({ releaseId, approver: 'grace', digests: [digest] });
    await planning.says('approval', releaseId, given);
    expect(await record(system.checkPlan({ requiredSuites: ['unit', 'e2e'] }))).toMatchObject({ status: 201 });
    const refused = await record(eased());
    expect(refused).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'EXCEPTION_REQUIRED', kind: 'check-plan', items: ['check-plan'] },
        eased: ['the suite e2e is no longer required', 'the limit p99: from 5000 to 6000'],
        to: expect.stringMatching(/^sha256:/) as string,
      },
    });
    await system.grants(releaseId, { kind: 'check-plan', items: ['check-plan'], to: digest });
    expect(await record(eased())).toMatchObject({ body: { code: 'EXCEPTION_REQUIRED' } });
    const { to } = refused.body as { to: string };
    await system.grants(releaseId, { kind: 'check-plan', items: ['check-plan'], to });
    expect(await record(eased())).toMatchObject({ status: 201 });
    const lapsed = ApprovalLapsed.of({ releaseId, approvers: ['Grace'], reason: 'the artifacts changed' });
    await planning.says('approval', releaseId, lapsed);
    expect(await record(system.checkPlan({ p99: 7000 }))).toMatchObject({ status: 201 });
  });

  it('is not eased while the release is validated by it', async () => {
    const release = await system.newRelease();
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan({ p99: 0.001 }));
    await system.startStep(release, 'validate-postrelease');
    await system.said(releaseId, PostReleaseCheckFailed.type);
    const answer = await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    expect(answer).toMatchObject({
      body: { code: 'EXCEPTION_REQUIRED', eased: ['the limit p99: from 0.001 to 5000'] },
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
