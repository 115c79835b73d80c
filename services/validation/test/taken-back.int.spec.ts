import { randomUUID } from 'node:crypto';
import {
  PostReleaseCheckFailed,
  PostReleaseValidationPassed,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  TestsMissing,
  type ReleaseSummary,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { digestOf, ValidationSystem } from './validation-system.js';

let system: ValidationSystem;

beforeAll(async () => {
  system = await ValidationSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const newDigest = () => digestOf(randomUUID());
const covered = (releaseId: string, logIndex: number) =>
  system.call('edsger', 'GET', `${releaseId}?covers=${String(logIndex)}`);
const refused = (outcome: string) =>
  eventually(async () => String(await system.metrics()).includes(`outcome="${outcome}"`));

describe('two suites of one name', () => {
  it.each([
    ['on two systems', { suiteId: 'unit-linux' }, { suiteId: 'unit-windows' }],
    ['of two sources', { source: '/ci/a' }, { source: '/ci/b' }],
    ['in two environments', { environment: 'staging' }, { environment: 'dev' }],
  ])('do not hide the failure of each other: %s', async (_, one, other) => {
    const of = newDigest();
    const release = await system.newRelease(of);
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.startStep(release, 'validate-prerelease');
    await system.pipeline('success', of);
    await system.suite('unit', 'failure', { of, ...one });
    const { logIndex } = await system.suite('unit', 'success', { of, ...other });
    expect(await covered(releaseId, logIndex)).toMatchObject({
      body: { quality: { results: [{ name: 'build' }, { outcome: 'failure' }, { outcome: 'success' }] } },
    });
    await eventually(async () => {
      const missing = (await system.said(releaseId, TestsMissing.type)).at(-1);
      return JSON.stringify(missing?.data).includes('is a failure');
    });
    await system.suite('unit', 'success', { of, ...one });
    const [confirmed] = await system.said(releaseId, QualityEvidenceConfirmed.type);
    expect(confirmed?.data).toMatchObject({ results: { length: 3 } });
    expect(await system.said(releaseId, QualityEvidenceConfirmed.type)).toHaveLength(1);
  });
});

describe('a cancelled run', () => {
  it('undoes no success', async () => {
    const of = newDigest();
    await system.builds(of);
    await system.pipeline('cancelled', of);
    await system.suite('unit', 'cancelled', { of });
    const { releaseId } = await system.newRelease(of);
    await system.said(releaseId, QualityEvidenceConfirmed.type);
  });

  it('is no result, and is said to be the only one', async () => {
    const of = newDigest();
    const release = await system.newRelease(of);
    const { releaseId } = release;
    await system.suite('unit', 'cancelled', { of });
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.startStep(release, 'validate-prerelease');
    const [missing] = await system.said(releaseId, TestsMissing.type);
    expect(missing?.data).toMatchObject({
      digests: [of],
      suites: [{ suite: 'unit', reason: `only cancelled runs for ${of}` }],
    });
  });
});

describe('CI evidence that was confirmed', () => {
  it('is lost with a newer failure, and confirmed again when that is healed, until the release ends', async () => {
    const of = newDigest();
    const release = await system.newRelease(of);
    const { releaseId } = release;
    await system.builds(of);
    await system.said(releaseId, QualityEvidenceConfirmed.type);
    const { id } = await system.suite('unit', 'failure', { of });
    const [lost] = await system.said(releaseId, QualityEvidenceLost.type);
    expect(lost?.data).toMatchObject({
      digests: [of],
      contradictedBy: [{ eventId: id }],
      reason: `unit of /ci/shop last failed for ${of}`,
    });
    await system.suite('unit', 'success', { of });
    await system.said(releaseId, QualityEvidenceConfirmed.type, 2);
    await system.ends(release);
    await system.suite('unit', 'failure', { of });
    await refused('RELEASE_ENDED');
    expect(await system.said(releaseId, QualityEvidenceLost.type)).toHaveLength(1);
  });
});

describe('the gate before the release', () => {
  const validated = async (release: ReleaseSummary, digest: string) => {
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.builds(digest);
    await system.startStep(release, 'validate-prerelease');
    await system.othersConfirm(releaseId);
  };
  const verdicts = async (releaseId: string, count: number) =>
    (await system.said(releaseId, PreReleaseGateDecided.type, count)).map(({ data }) => data);

  it.each([
    ['a suite that nobody required', 'security-scan', [QualityEvidenceLost]],
    ['a required suite', 'unit', [QualityEvidenceLost, TestsMissing]],
  ])('fails with %s after it has passed, and passes again', async (_, suite, lost) => {
    const artifact = await system.artifactOf(randomUUID());
    const { digest: of, uri } = artifact;
    const release = await system.newRelease(of, uri);
    const { releaseId } = release;
    await validated(release, of);
    expect(await verdicts(releaseId, 1)).toMatchObject([{ verdict: 'passed', inputs: { length: 6 } }]);
    await system.suite(suite, 'failure', { of });
    const [, failed] = await verdicts(releaseId, 2);
    expect(failed).toMatchObject({ verdict: 'failed', digests: [of] });
    const types = lost.map(({ type }) => type as string);
    expect((failed as PreReleaseGateDecided['data']).inputs.every(({ type }) => types.includes(type))).toBe(true);
    await system.suite(suite, 'success', { of });
    expect(await verdicts(releaseId, 3)).toMatchObject([{}, {}, { verdict: 'passed', inputs: { length: 6 } }]);
  });
});

describe('the validation after the release', () => {
  it('is taken back by a check that fails later, whose reason is shown, and passes again', async () => {
    const release = await system.newRelease();
    const { releaseId } = release;
    await system.call('katherine', 'POST', `${releaseId}/check-plan`, system.checkPlan());
    await system.startStep(release, 'validate-postrelease');
    await system.said(releaseId, PostReleaseValidationPassed.type);
    system.shop.broken = true;
    await system.call('katherine', 'POST', `${releaseId}/checks/smoke/runs`, {});
    await system.said(releaseId, PostReleaseCheckFailed.type);
    const { checks } = ReleaseAnswer.parse((await system.call('ada', 'GET', releaseId)).body);
    expect(checks).toMatchObject({ validated: false, outcomes: { smoke: 'failed' } });
    expect(checks.results.smoke?.[0]?.observed).toMatch(/^status 500 /);
    system.shop.broken = false;
    await system.call('katherine', 'POST', `${releaseId}/checks/smoke/runs`, {});
    await system.said(releaseId, PostReleaseValidationPassed.type, 2);
  });
});
