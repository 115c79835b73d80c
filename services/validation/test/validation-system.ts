import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ArtifactsChanged,
  CoverageConfirmed,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunPassed,
  ExceptionGranted,
  FeedbackReceived,
  PipelineFinished,
  ReleaseReleased,
  ReleaseRevised,
  RollbackReadinessConfirmed,
  TestSuiteFinished,
  type ArtifactReference,
  type HttpCheck,
  type ReleaseSummary,
  type EvidenceReference,
} from '@slipway/contracts';
import type { LoggedEvent, RecordedEvent } from '@slipway/event-store';
import { baseFlow, releasePolicy } from '@slipway/flow';
import { startService } from '@slipway/service-kit';
import {
  flowStarted,
  ServiceUnderTest,
  stepStarted,
  type Answer,
  type OtherService,
  type OtherServiceName,
} from '@slipway/testing/services';
import { ValidationModule } from '../src/validation.module.js';
import { SampleShop } from './sample-shop.js';

const bytes = 'the artifact';
export const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
export const digest = digestOf(bytes);

type Outcome = TestSuiteFinished['data']['outcome'];

/** What tells a run from others of its suite. */
export interface Run {
  readonly of?: string;
  readonly at?: string;
  readonly source?: string;
  readonly suiteId?: string;
  readonly environment?: string;
}

/** Validation among the facts of the other services, with a shop to check and an artifact to fetch. */
export class ValidationSystem {
  private releases = 0;

  private constructor(
    private readonly validation: ServiceUnderTest,
    readonly shop: SampleShop,
    private readonly folder: string,
  ) {}

  static async start(): Promise<ValidationSystem> {
    const [validation, shop, folder] = await Promise.all([
      ServiceUnderTest.start({
        name: 'validation',
        launch: (environment) => startService(ValidationModule, { service: 'validation', environment }),
      }),
      SampleShop.start(),
      mkdtemp(join(tmpdir(), 'slipway-validation-')),
    ]);
    await writeFile(join(folder, 'shop.tgz'), bytes);
    return new ValidationSystem(validation, shop, folder);
  }

  async stop(): Promise<void> {
    await this.validation.stop();
    await Promise.all([this.shop.stop(), rm(this.folder, { recursive: true })]);
  }

  document(releaseId: string, title: string): Promise<EvidenceReference> {
    return this.validation.document(releaseId, title);
  }

  other(name: OtherServiceName): OtherService {
    return this.validation.other(name);
  }

  call(as: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.validation.call(method, `v1/releases/${path}`, { as, key: randomUUID(), body });
  }

  async metrics(): Promise<unknown> {
    return (await this.validation.call('GET', 'metrics')).body;
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.validation.gapsInOpenApi();
  }

  /** A release of its own for a test, whose flow has started. */
  async newRelease(
    artifactDigest = digest,
    uri = pathToFileURL(join(this.folder, 'shop.tgz')).href,
  ): Promise<ReleaseSummary> {
    const version = `1.${String(++this.releases)}.0`;
    const release = summary(version, artifactDigest, uri);
    await this.other('planning').says('flow', release.releaseId, flowStarted(release));
    return release;
  }

  async startStep(release: ReleaseSummary, id: string): Promise<void> {
    await this.other('planning').says('flow', release.releaseId, stepStarted(release, id, 'validation'));
  }

  /** Another file of the artifact: with the same bytes, or with others. */
  async artifactOf(text = bytes): Promise<ArtifactReference> {
    const file = join(this.folder, `${randomUUID()}.tgz`);
    await writeFile(file, text);
    return { name: 'shop', uri: pathToFileURL(file).href, digest: digestOf(text) };
  }

  /** The release comes to carry another artifact, and its flow hands it on. */
  async replaceArtifact(release: ReleaseSummary, artifact: ArtifactReference): Promise<void> {
    const { releaseId } = release;
    const artifacts = [artifact];
    const changed = ArtifactsChanged.of({ releaseId, artifacts, reason: 'another one was built' });
    await this.other('planning').says('release', releaseId, changed);
    await this.other('planning').says('flow', releaseId, ReleaseRevised.of({ release: { ...release, artifacts } }));
  }

  /** What the gate needs of deployment and monitoring. */
  async othersConfirm(releaseId: string): Promise<void> {
    const check = { name: 'executor', passed: true, observed: 'answered' };
    const rollback = { releaseId, previousArtifacts: [], rehearsed: false, warnings: [] };
    const testAlert = { receipt: '202', deliveredAt: new Date().toISOString() };
    const coverage = { releaseId, coverage: 1, answered: [check], testAlert };
    const [deployment, monitoring] = [this.other('deployment'), this.other('monitoring')];
    await deployment.says('deployment', releaseId, DryRunPassed.of({ releaseId, checks: [check] }));
    await deployment.says('deployment', releaseId, RollbackReadinessConfirmed.of(rollback));
    await monitoring.says('watch', releaseId, CoverageConfirmed.of(coverage));
  }

  pipeline(outcome: Outcome, of = digest): Promise<LoggedEvent> {
    const fact = PipelineFinished.of({ digest: of, pipeline: 'build', outcome, origin: origin() });
    return this.other('intake').says('inbound', of.replace('sha256:', 'artifact-'), fact);
  }

  suite(suite: string, outcome: Outcome, { of = digest, at, source, ...line }: Run = {}): Promise<LoggedEvent> {
    const fact = TestSuiteFinished.of({ digest: of, suite, outcome, origin: origin(source), ...line });
    const when = at === undefined ? {} : { occurredAt: at };
    return this.other('intake').says('inbound', of.replace('sha256:', 'artifact-'), fact, when);
  }

  /** A successful pipeline and suite, which is enough of CI. */
  async builds(of = digest): Promise<void> {
    await this.pipeline('success', of);
    await this.suite('unit', 'success', { of });
  }

  /** The version runs in production. */
  async deploys({ releaseId, environment, artifacts }: ReleaseSummary): Promise<void> {
    const deployment = this.other('deployment');
    const rollout = { releaseId, environment, artifacts };
    const started = DeploymentStarted.of({ ...rollout, executor: 'local', phases: [100] });
    await deployment.says('deployment', releaseId, started);
    const succeeded = { ...rollout, criticalErrors: 0, finishedAt: new Date().toISOString() };
    await deployment.says('deployment', releaseId, DeploymentSucceeded.of(succeeded));
  }

  /** @param minutes how long ago, or from now on where it is negative */
  rates(releaseId: string, user: string, rating: number, minutes = 0): Promise<LoggedEvent> {
    const occurredAt = new Date(Date.now() - minutes * 60_000).toISOString();
    const fact = FeedbackReceived.of({ releaseId, rating, user, origin: origin() });
    return this.other('intake').says('inbound', releaseId, fact, { occurredAt });
  }

  /** Planning lets something go for this release. */
  async grants(releaseId: string, terms: Pick<ExceptionGranted['data'], 'kind' | 'items' | 'to'>): Promise<void> {
    const who = { exceptionId: 'exception-1', requestedBy: 'ada', confirmedBy: 'grace' };
    const granted = { releaseId, ...terms, ...who, reason: 'why', evidence: [], preventsReleased: true };
    await this.other('planning').says('release', releaseId, ExceptionGranted.of(granted));
  }

  async ends({ releaseId, product, version }: ReleaseSummary): Promise<void> {
    const released = ReleaseReleased.of({ releaseId, product, version, signal: 'rl' });
    await this.other('planning').says('flow', releaseId, released);
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.validation.trail(releaseId);
  }

  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return this.validation.said(releaseId, type, count);
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

const origin = (source = '/ci/shop') => ({
  source,
  id: randomUUID(),
  publisher: 'ci',
  receivedAt: new Date().toISOString(),
});

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
  policy: releasePolicy(baseFlow, 'minor'),
});
