import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  FlowStarted,
  PipelineFinished,
  StepStarted,
  TestSuiteFinished,
  type HttpCheck,
  type ReleaseSummary,
} from '@slipway/contracts';
import { PostgresEventStore, type RecordedEvent } from '@slipway/event-store';
import { startService, type RunningService } from '@slipway/service-kit';
import {
  eventually,
  testDatabase,
  testTopics,
  tokenIssuer,
  type TestDatabase,
  type TestTopics,
} from '@slipway/testing';
import { ValidationModule } from '../src/validation.module.js';
import { OtherService } from './other-service.js';
import { SampleShop } from './sample-shop.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;
type Others = Record<'planning' | 'deployment' | 'monitoring' | 'intake', OtherService>;

const bytes = 'the artifact';
export const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Validation among the facts of the other services, seen through its HTTP door and its trail. */
export class ValidationSystem {
  private releases = 0;

  private constructor(
    readonly service: RunningService,
    readonly store: PostgresEventStore,
    readonly others: Others,
    readonly shop: SampleShop,
    private readonly folder: string,
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly issuer: Issuer,
  ) {}

  static async start(): Promise<ValidationSystem> {
    const topics = testTopics();
    const [database, issuer, shop, folder] = await Promise.all([
      testDatabase(),
      tokenIssuer(),
      SampleShop.start(),
      mkdtemp(join(tmpdir(), 'slipway-validation-')),
      topics.create(),
    ]);
    await writeFile(join(folder, 'shop.tgz'), bytes);
    const environment = {
      DATABASE_URL: database.urlFor('validation'),
      KAFKA_BROKERS: topics.brokers,
      TOPIC_PREFIX: topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    const service = await startService(ValidationModule, { service: 'validation', environment });
    const store = new PostgresEventStore({ databaseUrl: database.urlFor('validation') });
    const named = (name: keyof Others) => new OtherService(name, database, topics);
    const others = {
      planning: named('planning'),
      deployment: named('deployment'),
      monitoring: named('monitoring'),
      intake: named('intake'),
    };
    return new ValidationSystem(service, store, others, shop, folder, database, topics, issuer);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.others).map((other) => other.close()));
    await this.store.close();
    await this.service.close();
    await Promise.all([this.issuer.stop(), this.shop.stop(), rm(this.folder, { recursive: true })]);
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  async call(as: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.service.url}/validation/v1/releases/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.tokenFor(as)}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  }

  /** A release of its own for a test, whose flow has started. */
  async newRelease(artifactDigest = digest): Promise<ReleaseSummary> {
    const version = `1.${String(++this.releases)}.0`;
    const release = summary(version, artifactDigest, pathToFileURL(join(this.folder, 'shop.tgz')).href);
    const template = { id: 'base-flow-release', version: '1.0.0', digest: `sha256:${'e'.repeat(64)}` };
    const started = FlowStarted.of({ release, template, flow: { id: 'base-flow-release' } });
    await this.others.planning.says('flow', release.releaseId, started);
    return release;
  }

  async startStep(release: ReleaseSummary, id: string): Promise<void> {
    const item = (of: string) => ({ id: `${id}.${of}-1`, text: of });
    const order = { id, title: id, type: 'validation', service: 'validation' as const };
    const step = { ...order, actions: [item('action')], outputs: [item('output')] };
    await this.others.planning.says('flow', release.releaseId, StepStarted.of({ step, release }));
  }

  async pipeline(outcome: 'success' | 'failure', of = digest): Promise<void> {
    const fact = PipelineFinished.of({ digest: of, pipeline: 'build', outcome, origin: origin() });
    await this.others.intake.says('inbound', of.replace('sha256:', 'artifact-'), fact);
  }

  async suite(suite: string, outcome: 'success' | 'failure', of = digest): Promise<void> {
    const fact = TestSuiteFinished.of({ digest: of, suite, outcome, origin: origin() });
    await this.others.intake.says('inbound', of.replace('sha256:', 'artifact-'), fact);
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.store.readTrail(releaseId);
  }

  /** Waits for facts of this type in the trail of the release. */
  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return eventually(
      async () => {
        const found = (await this.trail(releaseId)).filter((event) => event.type === type);
        return found.length >= count ? found : undefined;
      },
      { within: 20_000 },
    );
  }

  checkPlan(overrides: { requiredSuites?: string[]; p99?: number } = {}) {
    const { requiredSuites = ['unit'], p99 = 5000 } = overrides;
    const page = check('start page', `${this.shop.url}/`, { status: 200, bodyIncludes: 'Welcome' });
    const denied = check('admin without a key', `${this.shop.url}/admin`, { status: 401 });
    const allowed = {
      ...check('admin with a key', `${this.shop.url}/admin`, { status: 200 }),
      headers: { 'x-key': 'secret' },
    };
    return {
      requiredSuites,
      checks: {
        functionality: [page],
        smoke: [page],
        performance: [page],
        integration: [page],
        access: [denied, allowed],
      },
      performance: { requests: 40, p95: 5000, p99, errorRate: 0 },
    };
  }
}

const origin = () => ({ source: '/ci/shop', id: randomUUID(), publisher: 'ci', receivedAt: new Date().toISOString() });

const check = (name: string, url: string, expect: HttpCheck['expect']) => ({ name, url, expect });

const summary = (version: string, artifactDigest: string, uri: string): ReleaseSummary => ({
  releaseId: `shop-${version}`,
  product: 'shop',
  version,
  type: 'minor',
  title: `Shop ${version}`,
  environment: 'production',
  components: ['web'],
  artifacts: [{ name: 'shop', uri, digest: artifactDigest }],
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
      bake: 'PT30M',
      stabilityWindow: 'PT24H',
      probeInterval: 'PT15S',
      reportInterval: 'P1D',
      ownerless: 'PT30M',
      watch: 'P14D',
      criticalIssue: 'PT4H',
    },
    thresholds: { uptime: 0.999, satisfaction: 0.9, acceptance: 0.9, coverage: 1 },
  },
});
