import {
  AccessControlsVerified,
  BaselineRecorded,
  CoverageConfirmed,
  CoverageMissing,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  MonitoringDocumentRecorded,
  PerformanceConfirmed,
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  SystemRunning,
  TrendsAnalysed,
  WatchStarted,
  type ReleaseSummary,
} from '@slipway/contracts';
import { pageOf } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
import { Sample } from '../src/api/sample.answer.js';
import { Application, watchOf, WatchedSystem } from './watched-system.js';
import { patience, watching } from './watching.js';

let system: WatchedSystem;
let application: Application;
const { seen, until, deploy, rollOut, rate, end, started, watchOfRelease } = watching(() => system);

beforeAll(async () => {
  system = await WatchedSystem.start();
});
afterAll(() => system.stop());
beforeEach(async () => {
  application = await new Application().start();
});
afterEach(() => application.stop());

const outputs = async (release: ReleaseSummary) =>
  new Set((await seen(release, MonitoringDocumentRecorded)).map(({ output }) => output));
const numbered = (step: string) => [1, 2, 3, 4, 5, 6].map((number) => `${step}.output-${String(number)}`);

const samples = async ({ releaseId }: ReleaseSummary, query: string) =>
  pageOf(Sample).parse((await system.call('GET', `${releaseId}/samples?${query}`)).body);
const sampleCount = async (release: ReleaseSummary) => (await samples(release, 'limit=200')).items.length;

describe('a watch', () => {
  it('goes the whole way of a healthy release, and makes every document', async () => {
    const release = await system.watched('healthy', application);
    await system.begin(release, 'validate-prerelease');
    await until(release, CoverageConfirmed);
    expect(application.alerts.join('')).toContain(release.releaseId);
    expect(await seen(release, CoverageConfirmed)).toMatchObject([
      { coverage: 1, testAlert: { receipt: '202 alert-1' } },
    ]);
    await system.begin(release, 'coordinate-release');
    await until(release, WatchStarted);
    await deploy(release);
    await until(release, SystemRunning, BaselineRecorded, HealthConfirmed);
    await rate(release, 'u-1', 5);
    await rate(release, 'u-2', 4);
    await system.begin(release, 'verify-health');
    const evidence = await system.document(release.releaseId, 'Restore log');
    const verified = await system.call('POST', `${release.releaseId}/backup-verifications`, { body: { evidence } });
    expect(verified.status).toBe(201);
    await until(release, PerformanceConfirmed, AccessControlsVerified, StabilityConfirmed, SatisfactionMeasured);
    await system.begin(release, 'monitor-postrelease');
    const improvements = { recommendations: ['cache the start page'] };
    await system.call('POST', `${release.releaseId}/improvements`, { body: improvements });
    await until(release, PostReleaseWatchStarted, PostReleaseWatchCompleted, SlaEvaluated, TrendsAnalysed);
    expect(await seen(release, PostReleaseWatchCompleted)).toMatchObject([
      { uptime: 1, coverage: 1, performanceMet: true, breaches: 0 },
    ]);
    await eventually(async () => {
      expect([...(await outputs(release))].sort()).toEqual(
        [
          'prepare-release.output-5',
          'validate-prerelease.output-5',
          'coordinate-release.output-5',
          'execute-deployment.output-5',
          'validate-postrelease.output-6',
          ...numbered('verify-health'),
          ...numbered('monitor-postrelease'),
        ].sort(),
      );
      return true;
    }, patience);
    expect((await seen(release, SatisfactionMeasured)).map(({ stage }) => stage)).toEqual([
      'verification',
      'post-release',
    ]);
    expect(await watchOfRelease(release)).toMatchObject({
      stable: true,
      postRelease: 'completed',
      backups: [evidence.digest],
    });
    await end(release);
  });

  it('finds a version that misbehaves while it rolls out', async () => {
    const release = await started('faulty', application);
    let asked = 0;
    application.answer = (_, response) => response.writeHead(asked++ % 2 === 0 ? 500 : 200).end('shop');
    await rollOut(release);
    await until(release, HealthBreached);
    const [breach] = await seen(release, HealthBreached);
    expect(breach).toMatchObject({ target: 'home' });
    expect(breach?.['burnRate']).toBeGreaterThanOrEqual(14.4);
    expect((await seen(release, HealthWindowRecorded)).at(-1)).toMatchObject({ healthy: false });
    await end(release);
  });

  it('records healthy windows and no breach while a good version rolls out', async () => {
    const release = await started('calm', application);
    await rollOut(release);
    await until(release, HealthWindowRecorded);
    expect(await seen(release, HealthBreached)).toEqual([]);
    await end(release);
  });

  it('goes on after a restart, and stops when the release has ended', async () => {
    const release = await started('restarted', application);
    await eventually(async () => (await sampleCount(release)) > 0, patience);
    await system.restart();
    const before = await sampleCount(release);
    await eventually(async () => (await sampleCount(release)) > before, patience);
    await deploy(release);
    await until(release, HealthConfirmed);
    await end(release);
    await eventually(async () => (await watchOfRelease(release)).ended, patience);
    // By the time that another one has its first samples, what was under way here is over.
    const other = await started('others', application);
    await eventually(async () => (await sampleCount(other)) > 0, patience);
    const last = await sampleCount(release);
    const more = (await sampleCount(other)) + 6;
    await eventually(async () => (await sampleCount(other)) >= more, patience);
    expect(await sampleCount(release)).toBe(last);
    await end(other);
  });

  it('says what is missing for coverage, and tries until it is there', async () => {
    application.answer = (_, response) => response.writeHead(503).end();
    const release = await system.watched('uncovered', application);
    await system.begin(release, 'validate-prerelease');
    await until(release, CoverageMissing);
    const reason = '1 of 1 critical targets did not answer';
    expect(await seen(release, CoverageMissing)).toMatchObject([{ coverage: 0, reason }]);
    // Since when is a projection's answer, a moment behind the event.
    await eventually(async () => (await watchOfRelease(release)).coverage.since !== undefined, patience);
    expect(await watchOfRelease(release)).toMatchObject({ coverage: { status: 'missing', reason } });
    application.answer = (_, response) => response.end('an older shop');
    await until(release, CoverageConfirmed);
    await end(release);
  });
});

describe('the door', () => {
  it('refuses a watch without an access target, and of an unknown release, and of another role', async () => {
    const release = await system.watched('refused', application);
    const { targets, ...rest } = watchOf(application);
    const path = `${release.releaseId}/watch`;
    expect(await system.call('POST', path, { body: { ...rest, targets: targets.slice(0, 1) } })).toMatchObject({
      status: 422,
      body: { code: 'ACCESS_TARGET_MISSING' },
    });
    expect(await system.call('POST', path, { as: 'ada', body: { ...rest, targets } })).toMatchObject({ status: 403 });
    expect(await system.call('POST', 'nope-1.0.0/watch', { body: { ...rest, targets } })).toMatchObject({
      status: 404,
      body: { code: 'RELEASE_UNKNOWN' },
    });
    await end(release);
  });

  it('gives the samples in pages, newest first', async () => {
    const release = await started('paged', application);
    await eventually(async () => (await sampleCount(release)) >= 5, patience);
    const first = await samples(release, 'limit=2');
    const second = await samples(release, `limit=2&cursor=${first.nextCursor ?? ''}`);
    const ids = [first, second].flatMap(({ items }) => items.map(({ id }) => Number(id)));
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(new Set(ids).size).toBe(4);
    await end(release);
  });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
