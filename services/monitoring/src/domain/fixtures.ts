import { ReleaseSummary, type HealthTarget } from '@slipway/contracts';
import { baseConduct } from '@slipway/flow';
import type { WatchTerms } from './watch/watch.commands.js';

/** A release whose times are those of a demonstration. */
export const release = ReleaseSummary.parse({
  releaseId: 'shop-1.1.0',
  product: 'shop',
  version: '1.1.0',
  type: 'minor',
  title: 'Shop 1.1.0',
  environment: 'production',
  components: ['shop'],
  artifacts: [{ name: 'shop', uri: 'file:///artifacts/shop-1.1.0.tgz', digest: `sha256:${'a'.repeat(64)}` }],
  author: 'ada',
  window: { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T12:00:00.000Z' },
  policy: {
    strategy: 'standard',
    phases: [50, 100],
    rehearsalRequired: false,
    rollback: 'recommended',
    approvalQuorum: 1,
    freezeOverride: false,
    audiences: ['stakeholders'],
    channels: 2,
    durations: {
      windowApproaching: 'PT2H',
      windowStarting: 'PT1H',
      bake: 'PT4S',
      stabilityWindow: 'PT4S',
      probeInterval: 'PT1S',
      reportInterval: 'PT2S',
      ownerless: 'PT30M',
      watch: 'PT4S',
      criticalIssue: 'PT4H',
    },
    thresholds: { uptime: 0.999, satisfaction: 0.9, acceptance: 0.9, coverage: 1 },
    conduct: {
      ...baseConduct,
      confirmExceptions: true,
      acceptance: { cases: 2, users: 2, responseShare: 0 },
      onBreach: 'hold',
    },
  },
});

const target = (name: string, more: Partial<HealthTarget>, status: number): HealthTarget => ({
  name,
  critical: true,
  purpose: 'health',
  check: { name, url: `http://127.0.0.1:9000/${name}`, method: 'GET', headers: {}, expect: { status } },
  ...more,
});

export const home = target('home', {}, 200);
export const search = target('search', {}, 200);
export const admin = target('admin', { purpose: 'access' }, 401);

export const configuration = {
  releaseId: release.releaseId,
  targets: [home, search, admin],
  levels: { availability: 0.999, p95: 200, p99: 400 },
  alertUrl: 'http://127.0.0.1:9300/alerts',
  probeInterval: 'PT1S',
};

export const terms: WatchTerms = {
  environment: 'production',
  product: 'shop',
  allowedTargets: ['http://127.0.0.1:9000/*'],
  leastAvailability: 0.99,
  patience: 1000,
  approved: false,
  digest: `sha256:${'b'.repeat(64)}`,
  granted: [],
  ended: false,
};
