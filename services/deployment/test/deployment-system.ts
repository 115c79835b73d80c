import { randomUUID } from 'node:crypto';
import {
  ApprovalObtained,
  FlowStarted,
  ReleaseSummary,
  StepStarted,
  type ArtifactReference,
  type HttpCheck,
} from '@slipway/contracts';
import { PostgresEventStore, type RecordedEvent } from '@slipway/event-store';
import { baseFlow, later, releasePolicy } from '@slipway/flow';
import {
  eventually,
  testDatabase,
  testTopics,
  tokenIssuer,
  type TestDatabase,
  type TestTopics,
} from '@slipway/testing';
import { LocalGround } from './local/local-ground.js';
import { OtherService } from './other-service.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

/** The service while it runs, however it was started. */
export interface Launched {
  readonly url: string;
  /** Ends it: in order, or at once. */
  end(): Promise<void>;
}
export type Launch = (environment: Record<string, string>) => Promise<Launched>;

interface Surroundings {
  readonly launch: Launch;
  readonly environment: Record<string, string>;
  readonly database: TestDatabase;
  readonly topics: TestTopics;
  readonly issuer: Issuer;
  readonly ground: LocalGround;
  readonly old: ArtifactReference;
}

/** Deployment among the facts of the other services, on a machine where version 1.0.0 serves. */
export class DeploymentSystem {
  readonly planning: OtherService;
  readonly monitoring: OtherService;
  readonly intake: OtherService;
  readonly store: PostgresEventStore;
  private running: Launched | undefined;

  private constructor(private readonly around: Surroundings) {
    const { database, topics } = around;
    this.planning = new OtherService('planning', database, topics);
    this.monitoring = new OtherService('monitoring', database, topics);
    this.intake = new OtherService('intake', database, topics);
    this.store = new PostgresEventStore({ databaseUrl: database.urlFor('deployment') });
  }

  static async start(launch: Launch): Promise<DeploymentSystem> {
    const topics = testTopics();
    const [database, issuer, ground] = await Promise.all([
      testDatabase(),
      tokenIssuer(),
      LocalGround.make(),
      topics.create(),
    ]);
    const old = await ground.artifact({ version: '1.0.0' });
    const environment = {
      DATABASE_URL: database.urlFor('deployment'),
      KAFKA_BROKERS: topics.brokers,
      TOPIC_PREFIX: topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DEPLOYMENT_WORK_FOLDER: ground.settings().workFolder,
      DEPLOYMENT_TARGETS: JSON.stringify({ shop: { port: ground.port, initial: old } }),
    };
    const system = new DeploymentSystem({ launch, environment, database, topics, issuer, ground, old });
    await system.startService();
    return system;
  }

  get ground(): LocalGround {
    return this.around.ground;
  }

  get old(): ArtifactReference {
    return this.around.old;
  }

  async startService(): Promise<void> {
    this.running = await this.around.launch(this.around.environment);
  }

  async endService(): Promise<void> {
    await this.running?.end();
    this.running = undefined;
  }

  async stop(): Promise<void> {
    await this.endService();
    await Promise.all([this.planning.close(), this.monitoring.close(), this.intake.close(), this.store.close()]);
    await Promise.all([this.around.issuer.stop(), this.ground.clear()]);
    await Promise.all([this.around.database.drop(), this.around.topics.drop()]);
  }

  async call(as: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.running?.url ?? ''}/deployment/v1/releases/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.around.issuer.tokenFor(as)}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  }

  /** A release whose flow has started, with its approval. */
  async newRelease(artifact: ArtifactReference, bake = 'PT1S'): Promise<ReleaseSummary> {
    const version = /shop-(.*)\.tgz$/.exec(artifact.uri)?.[1] ?? '';
    const now = new Date().toISOString();
    const release = ReleaseSummary.parse({
      releaseId: `shop-${version}`,
      product: 'shop',
      version,
      type: 'minor',
      title: `Shop ${version}`,
      environment: 'production',
      components: ['shop'],
      artifacts: [artifact],
      previousReleaseId: 'shop-1.0.0',
      author: 'ada',
      window: { start: now, end: later(now, 'PT1H') },
      policy: releasePolicy(baseFlow, 'minor', { bake }),
    });
    const { releaseId } = release;
    const template = { id: 'base-flow-release', version: '1.0.0', digest: `sha256:${'e'.repeat(64)}` };
    await this.planning.says(
      'flow',
      releaseId,
      FlowStarted.of({ release, template, flow: { id: 'base-flow-release' } }),
    );
    const approved = ApprovalObtained.of({ releaseId, approvers: ['grace'], digests: [artifact.digest] });
    await this.planning.says('approval', releaseId, approved);
    return release;
  }

  async startStep(release: ReleaseSummary, id: 'validate-prerelease' | 'execute-deployment'): Promise<void> {
    const service = id === 'execute-deployment' ? ('deployment' as const) : ('validation' as const);
    const item = (of: string) => ({ id: `${id}.${of}-1`, text: of });
    const step = { id, title: id, type: service, service, actions: [item('action')], outputs: [item('output')] };
    await this.planning.says('flow', release.releaseId, StepStarted.of({ step, release }));
  }

  plan(changes: Record<string, unknown> = {}) {
    return {
      executor: 'local',
      target: 'shop',
      previousArtifacts: [this.old],
      smokeChecks: [this.smokeCheck('start page')],
      settings: [{ name: 'GREETING', value: 'Hello', secret: false }],
      rollback: 'give the traffic back to the instances of 1.0.0',
      ...changes,
    };
  }

  smokeCheck(name: string, bodyIncludes = '"version"'): Omit<HttpCheck, 'method' | 'headers'> {
    return { name, url: `${this.ground.url}/`, expect: { status: 200, bodyIncludes } };
  }

  /** Planned, tried, ordered: the rollout is on its way. */
  async orderRollout(release: ReleaseSummary, changes: Record<string, unknown> = {}): Promise<void> {
    const { releaseId } = release;
    const planned = await this.call('linus', 'POST', `${releaseId}/plan`, this.plan(changes));
    expect(planned).toMatchObject({ status: 201 });
    await this.startStep(release, 'validate-prerelease');
    await this.said(releaseId, 'dry-run-passed');
    await this.startStep(release, 'execute-deployment');
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.store.readTrail(releaseId);
  }

  /** What deployment itself has said, in short and in order. */
  async told(releaseId: string): Promise<string[]> {
    return (await this.trail(releaseId))
      .flatMap(({ type }) => factName(type) ?? [])
      .filter((n) => n !== 'document-recorded');
  }

  /** Waits for facts of deployment with this name in the trail of the release. */
  said(releaseId: string, name: string, count = 1): Promise<readonly RecordedEvent[]> {
    return eventually(
      async () => {
        const found = (await this.trail(releaseId)).filter(({ type }) => factName(type) === name);
        return found.length >= count ? found : undefined;
      },
      { within: 40_000 },
    );
  }
}

const factName = (type: string): string | undefined => /^dev\.slipway\.deployment\.(.+)\.v\d+$/.exec(type)?.[1];
