import {
  ApprovalLapsed,
  ApprovalObtained,
  CoverageConfirmed,
  ExceptionGranted,
  type ReleaseSummary,
} from '@slipway/contracts';
import { Application, watchOf, WatchedSystem } from './watched-system.js';
import { watching } from './watching.js';

let system: WatchedSystem;
let application: Application;
const { until, untilTimes, planned, end } = watching(() => system);

const ofTheShop = ['http://127.0.0.1:*/*'];
beforeAll(async () => {
  const targets = { production: { '*': ofTheShop }, staging: { shop: ['https://staging.shop.example/*'] } };
  process.env['MONITORING_TARGETS'] = JSON.stringify(targets);
  system = await WatchedSystem.start();
  application = await new Application().start();
});
afterAll(async () => {
  await system.stop();
  await application.stop();
});

const approve = (release: ReleaseSummary) => {
  const digests = release.artifacts.map(({ digest }) => digest);
  return planned(release, ApprovalObtained.of({ releaseId: release.releaseId, approvers: ['grace'], digests }));
};
const easier = () => ({ ...watchOf(application), levels: { availability: 0.99, p95: 900, p99: 1000 } });

describe('a watch watches the release', () => {
  it('and refuses to promise less than its template accepts', async () => {
    const release = await system.proposed('lax');
    const levels = { availability: 0.5, p95: 500, p99: 900 };
    expect(await system.configure(release, { ...watchOf(application), levels })).toMatchObject({
      status: 422,
      body: { code: 'AVAILABILITY_TOO_LOW', needed: 0.99, given: 0.5 },
    });
    const never = { ...watchOf(application), levels: { availability: 0.99, p95: 500, p99: 60_000 } };
    expect(await system.configure(release, never)).toMatchObject({ status: 422, body: { code: 'LATENCY_TOO_HIGH' } });
  });

  it('and sends nothing to an address, or with a header, that the configuration does not allow', async () => {
    const release = await system.proposed('inside');
    const { targets, ...rest } = watchOf(application);
    const alertUrl = 'http://10.0.0.1/alerts';
    expect(await system.configure(release, { targets, ...rest, alertUrl })).toMatchObject({
      status: 422,
      body: {
        code: 'ADDRESS_NOT_ALLOWED',
        fields: [{ field: 'alertUrl', fix: expect.stringContaining('OUTBOUND_NETWORKS') as string }],
      },
    });
    const withHeader = (name: string) =>
      targets.map((target) => ({ ...target, check: { ...target.check, headers: { [name]: 'value' } } }));
    expect(await system.configure(release, { ...rest, targets: withHeader('host') })).toMatchObject({
      status: 422,
      body: { code: 'ADDRESS_NOT_ALLOWED' },
    });
    expect(await system.configure(release, { ...rest, targets: withHeader('x-api-key') })).toMatchObject({
      status: 422,
      body: {
        code: 'CREDENTIAL_NOT_REFERENCED',
        fields: [
          { field: 'targets.0.check.headers.x-api-key', fix: expect.stringContaining('${secret:NAME}') as string },
        ],
      },
    });
  });

  it('and refuses a target of another product or environment', async () => {
    const release = await system.proposed('elsewhere');
    const { targets, ...rest } = watchOf(application);
    const foreign = targets.map((target) => ({
      ...target,
      check: { ...target.check, url: 'https://status.example/always-200' },
    }));
    expect(await system.configure(release, { ...rest, targets: foreign })).toMatchObject({
      status: 422,
      body: { code: 'TARGET_NOT_OF_RELEASE', name: 'home', allowed: ofTheShop },
    });
    const staged = await system.proposed('staged', { environment: 'staging' });
    expect(await system.configure(staged, watchOf(application))).toMatchObject({
      status: 422,
      body: { code: 'TARGET_NOT_OF_RELEASE', allowed: [] },
    });
  });
});

describe('once the release was approved', () => {
  it('a change of its watch is an exception', async () => {
    const release = await system.watched('approved', application);
    const { releaseId } = release;
    await approve(release);
    const refused = await system.configure(release, easier());
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'EXCEPTION_REQUIRED', kind: 'watch', items: ['watch'], to: expect.stringMatching(/^sha256:/) },
    });
    expect(refused.body['fix']).toContain(`/planning/v1/releases/${releaseId}/exceptions`);
    const granted = {
      ...{ releaseId, exceptionId: 'exception-1', kind: 'watch' as const, items: ['watch'] },
      ...{ reason: 'the shop is slow at Christmas', evidence: [], requestedBy: 'radia', confirmedBy: 'grace' },
      preventsReleased: true,
    };
    await planned(release, ExceptionGranted.of({ ...granted, to: `sha256:${'0'.repeat(64)}` }));
    expect(await system.configure(release, easier())).toMatchObject({ status: 409 });
    const to = String(refused.body['to']);
    await planned(release, ExceptionGranted.of({ ...granted, exceptionId: 'exception-2', to }));
    expect(await system.configure(release, easier())).toMatchObject({ status: 201 });
  });

  it('what nobody had configured by then is free, once, and anything is when the approval has lapsed', async () => {
    const release = await system.proposed('unconfigured');
    await approve(release);
    expect(await system.configure(release, watchOf(application))).toMatchObject({ status: 201 });
    expect(await system.configure(release, easier())).toMatchObject({ body: { code: 'EXCEPTION_REQUIRED' } });
    const lapsed = { releaseId: release.releaseId, approvers: ['grace'], reason: 'an artifact changed' };
    await planned(release, ApprovalLapsed.of(lapsed));
    expect(await system.configure(release, easier())).toMatchObject({ status: 201 });
  });
});

it('coverage is confirmed again when other targets are configured', async () => {
  const release = await system.watched('recovered', application);
  await system.begin(release, 'validate-prerelease');
  await until(release, CoverageConfirmed);
  await system.configure(release, easier());
  await untilTimes(release, CoverageConfirmed, 2);
});

it('after the end nobody configures, verifies or recommends', async () => {
  const release = await system.watched('ended', application);
  const { releaseId } = release;
  const evidence = await system.document(releaseId, 'Restore log');
  await end(release);
  const commands: [string, unknown][] = [
    ['watch', easier()],
    ['backup-verifications', { evidence }],
    ['improvements', { recommendations: ['cache the start page'] }],
  ];
  for (const [path, body] of commands) {
    expect(await system.call('POST', `${releaseId}/${path}`, { body })).toMatchObject({
      status: 409,
      body: { code: 'RELEASE_ENDED', releaseId },
    });
  }
});
