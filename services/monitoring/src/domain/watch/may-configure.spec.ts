import { BackupVerified, WatchConfigured } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { admin, configuration, home, release, search, terms } from '../fixtures.js';
import { patternsFor } from './target-patterns.js';
import type { ConfigureWatch, WatchTerms } from './watch.commands.js';
import { watch } from './watch.decider.js';

const { releaseId } = release;
const { given } = specificationFor(watch, { now: '2026-11-23T10:00:00.000Z', actor: { id: 'radia' } }, expect);
const configured = WatchConfigured.of(configuration);

const configure = (more: Partial<ConfigureWatch> = {}, others: Partial<WatchTerms> = {}): ConfigureWatch => ({
  type: 'ConfigureWatch',
  ...configuration,
  terms: { ...terms, ...others },
  ...more,
});
const at = (url: string) => ({ ...home, check: { ...home.check, url } });
const expecting = (target: typeof home, status: number) => ({
  ...target,
  check: { ...target.check, expect: { status } },
});

describe('configuring a watch', () => {
  it('records targets, levels and interval, once', () => {
    given().when(configure()).then(configured);
    given(configured).when(configure()).thenNothing();
  });

  it('needs a target that proves that access is denied', () => {
    given()
      .when(configure({ targets: [home] }))
      .thenRejected('ACCESS_TARGET_MISSING');
    given()
      .when(configure({ targets: [home, expecting(admin, 200)] }))
      .thenRejected('ACCESS_TARGET_MISSING');
  });

  it('needs a critical health target', () => {
    given()
      .when(configure({ targets: [{ ...home, critical: false }, admin] }))
      .thenRejected('CRITICAL_TARGET_MISSING');
  });

  it('refuses to call an error healthy', () => {
    given()
      .when(configure({ targets: [expecting(home, 503), admin] }))
      .thenRejected('HEALTH_EXPECTS_FAILURE');
  });

  it('needs names that differ', () => {
    given()
      .when(configure({ targets: [home, { ...search, name: 'home' }, admin] }))
      .thenRejected('TARGET_NAME_REPEATED');
  });

  it('refuses to promise less than the template of the release accepts', () => {
    given()
      .when(configure({ levels: { availability: 0.5, p95: 200, p99: 400 } }))
      .thenRejected('AVAILABILITY_TOO_LOW', {
        field: 'levels.availability',
        needed: 0.99,
        given: 0.5,
        fix: 'ask for 0.99 or more: the template of the release accepts no less',
      });
    given()
      .when(configure({ levels: { availability: 0.99, p95: 200, p99: 400 } }))
      .events();
  });

  it('refuses latencies that cross, or that no answer could miss', () => {
    given()
      .when(configure({ levels: { availability: 0.999, p95: 500, p99: 400 } }))
      .thenRejected('LATENCY_LEVELS_CROSSED');
    given()
      .when(configure({ levels: { availability: 0.999, p95: 200, p99: 1001 } }))
      .thenRejected('LATENCY_TOO_HIGH');
  });
});

describe('a target', () => {
  const allowedTargets = ['https://shop.example/*', 'https://*.shop.example/status*'];

  it.each([
    'https://shop.example/',
    'https://shop.example/orders?full=1',
    'https://SHOP.example:443/orders',
    'https://eu.shop.example/status',
  ])('%s is of the release', (url) => {
    const denial = { ...admin, check: { ...admin.check, url: 'https://shop.example/admin' } };
    given()
      .when(configure({ targets: [at(url), denial] }, { allowedTargets }))
      .events();
  });

  it.each([
    'http://shop.example/',
    'https://shop.example.elsewhere.example/',
    'https://elsewhere.example/.shop.example/status',
    'https://shop.example@elsewhere.example/',
    'https://user@shop.example/',
    'https://shop.example:8443/',
    'https://eu.shop.example/orders',
    'https://elsewhere.example/?https://shop.example/',
  ])('%s is not', (url) => {
    given()
      .when(configure({ targets: [at(url), admin] }, { allowedTargets }))
      .thenRejected('TARGET_NOT_OF_RELEASE');
  });

  it('that is not of the release is refused with what is allowed', () => {
    given()
      .when(configure({}, { allowedTargets }))
      .thenRejected('TARGET_NOT_OF_RELEASE', {
        ...{ field: 'targets', name: 'home', url: home.check.url, environment: 'production', product: 'shop' },
        allowed: allowedTargets,
        fix: 'name a URL of shop in production, or have this one added to MONITORING_TARGETS',
      });
  });

  it('is listed by environment and product, or for any', () => {
    const patterns = {
      production: { shop: ['https://shop.example/*'], '*': ['https://any.example/*'] },
      '*': { shop: ['https://everywhere.example/*'] },
    };
    expect(patternsFor(patterns, { environment: 'production', product: 'shop' })).toHaveLength(3);
    expect(patternsFor(patterns, { environment: 'staging', product: 'shop' })).toEqual([
      'https://everywhere.example/*',
    ]);
    expect(patternsFor(patterns, { environment: 'staging', product: 'constructor' })).toEqual([]);
  });
});

describe('once the release was approved', () => {
  const approved = { approved: true };

  it.each([
    ['targets', { targets: [home, admin] }],
    ['levels', { levels: { availability: 0.99, p95: 200, p99: 400 } }],
    ['the alert address', { alertUrl: 'http://127.0.0.1:9300/nobody' }],
  ])('a change of %s is an exception, and names it', (_, change) => {
    given(configured)
      .when(configure(change, approved))
      .thenRejected('EXCEPTION_REQUIRED', {
        ...{ kind: 'watch', items: ['watch'], to: terms.digest },
        fix: expect.stringContaining(`/planning/v1/releases/${releaseId}/exceptions`) as unknown,
      });
    given(configured)
      .when(configure(change, { ...approved, granted: [terms.digest] }))
      .events();
    given(configured).when(configure(change)).events();
  });

  it('what was approved may be sent again, and what nobody had configured by then is no change', () => {
    given(configured).when(configure({}, approved)).thenNothing();
    given().when(configure({}, approved)).then(configured);
  });

  it('an exception that was granted for another watch does not count', () => {
    const granted = [`sha256:${'c'.repeat(64)}`];
    given(configured)
      .when(configure({ targets: [home, admin] }, { ...approved, granted }))
      .thenRejected('EXCEPTION_REQUIRED');
  });
});

it('after the end nothing is configured, verified or recommended', () => {
  const evidence = { digest: terms.digest, mediaType: 'text/plain', size: 4, title: 'Restore log' };
  const backup = { type: 'VerifyBackup', releaseId, evidence, ended: true } as const;
  given()
    .when(configure({}, { ended: true }))
    .thenRejected('RELEASE_ENDED');
  given().when(backup).thenRejected('RELEASE_ENDED');
  given()
    .when({ ...backup, ended: false })
    .then(BackupVerified.of({ releaseId, evidence }));
  given()
    .when({ type: 'PlanImprovements', releaseId, recommendations: ['cache'], ended: true })
    .thenRejected('RELEASE_ENDED');
});
