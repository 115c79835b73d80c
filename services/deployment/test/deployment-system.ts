import { randomUUID } from 'node:crypto';
import {
  ApprovalObtained,
  OutsideDeploymentReported,
  ReleaseRevised,
  ReleaseSummary,
  type ArtifactReference,
  type Conduct,
  type EvidenceReference,
  type HttpCheck,
} from '@slipway/contracts';
import type { RecordedEvent } from '@slipway/event-store';
import { baseFlow, conductOf, later, releasePolicy } from '@slipway/flow';
import {
  flowStarted,
  ServiceUnderTest,
  stepStarted,
  type Answer,
  type Launch,
  type OtherService,
  type OtherServiceName,
} from '@slipway/testing/services';
import { LocalGround } from './local/local-ground.js';

/** How a release is to differ from a minor one of the base flow. */
interface Wanted {
  readonly bake?: string;
  readonly type?: ReleaseSummary['type'];
  readonly reportWithin?: string;
  readonly onBreach?: Conduct['onBreach'];
  readonly previousReleaseId?: string;
  readonly author?: string;
}

/** Deployment among the facts of the other services, on a machine where version 1.0.0 serves. */
export class DeploymentSystem {
  private constructor(
    private readonly deployment: ServiceUnderTest,
    readonly ground: LocalGround,
    readonly old: ArtifactReference,
  ) {}

  static async start(launch: Launch): Promise<DeploymentSystem> {
    const ground = await LocalGround.make();
    const old = await ground.artifact({ version: '1.0.0' });
    const environment = {
      DEPLOYMENT_WORK_FOLDER: ground.settings().workFolder,
      DEPLOYMENT_TARGETS: JSON.stringify({ shop: { port: ground.port, initial: old } }),
    };
    const deployment = await ServiceUnderTest.start({ name: 'deployment', launch, environment });
    return new DeploymentSystem(deployment, ground, old);
  }

  startService(): Promise<void> {
    return this.deployment.startService();
  }

  endService(): Promise<void> {
    return this.deployment.endService();
  }

  async stop(): Promise<void> {
    await this.deployment.stop();
    await this.ground.clear();
  }

  other(name: OtherServiceName): OtherService {
    return this.deployment.other(name);
  }

  call(as: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.deployment.call(method, `v1/releases/${path}`, { as, key: randomUUID(), body });
  }

  document(releaseId: string, title: string): Promise<EvidenceReference> {
    return this.deployment.document(releaseId, title);
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.deployment.gapsInOpenApi();
  }

  /** A release whose flow has started, with its approval. */
  async newRelease(
    artifact: ArtifactReference,
    {
      bake = 'PT1S',
      type = 'minor',
      reportWithin,
      onBreach,
      previousReleaseId = 'shop-1.0.0',
      author = 'ada',
    }: Wanted = {},
  ): Promise<ReleaseSummary> {
    const version = /shop-(.*)\.tgz$/.exec(artifact.uri)?.[1] ?? '';
    const now = new Date().toISOString();
    const policy = releasePolicy(baseFlow, type, { bake });
    const conduct = conductOf(policy);
    const deadlines = { ...conduct.deadlines, ...(reportWithin === undefined ? {} : { outsideReport: reportWithin }) };
    const release = ReleaseSummary.parse({
      releaseId: `shop-${version}`,
      product: 'shop',
      version,
      type,
      title: `Shop ${version}`,
      environment: 'production',
      components: ['shop'],
      artifacts: [artifact],
      previousReleaseId,
      author,
      window: { start: now, end: later(now, 'PT1H') },
      policy: { ...policy, conduct: { ...conduct, deadlines, onBreach: onBreach ?? conduct.onBreach } },
    });
    const { releaseId } = release;
    await this.other('planning').says('flow', releaseId, flowStarted(release));
    const approved = ApprovalObtained.of({ releaseId, approvers: ['grace'], digests: [artifact.digest] });
    await this.other('planning').says('approval', releaseId, approved);
    return release;
  }

  /** Planning says that the release is another one now. */
  async revise(release: ReleaseSummary): Promise<void> {
    const { releaseId } = release;
    await this.other('planning').says('flow', releaseId, ReleaseRevised.of({ release }));
    const digests = release.artifacts.map(({ digest }) => digest);
    const approved = ApprovalObtained.of({ releaseId, approvers: ['grace'], digests });
    await this.other('planning').says('approval', releaseId, approved);
  }

  async startStep(release: ReleaseSummary, id: 'validate-prerelease' | 'execute-deployment'): Promise<void> {
    const service = id === 'execute-deployment' ? 'deployment' : 'validation';
    await this.other('planning').says('flow', release.releaseId, stepStarted(release, id, service));
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

  /** An outside tool says how far it is with one artifact. */
  async reports(
    { releaseId, environment }: ReleaseSummary,
    digest: string,
    report: Partial<OutsideDeploymentReported['data']> & { readonly occurredAt?: string },
  ): Promise<void> {
    const { occurredAt, ...data } = report;
    const origin = { source: 'urn:argo', id: randomUUID(), publisher: 'ci', receivedAt: new Date().toISOString() };
    const fact = OutsideDeploymentReported.of({
      ...{ releaseId, environment, digest, weight: 100, outcome: 'progressing', origin },
      ...data,
    });
    await this.other('intake').says('inbound', releaseId, fact, occurredAt === undefined ? {} : { occurredAt });
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.deployment.trail(releaseId);
  }

  /** The facts of deployment, in short and in order. */
  async told(releaseId: string): Promise<string[]> {
    return (await this.trail(releaseId))
      .flatMap(({ type }) => factName(type) ?? [])
      .filter((n) => n !== 'document-recorded');
  }

  /** Waits for facts of deployment with this name in the trail of the release. */
  said(releaseId: string, name: string, count = 1): Promise<readonly RecordedEvent[]> {
    return this.deployment.said(releaseId, `dev.slipway.deployment.${name}.v1`, count);
  }
}

const factName = (type: string): string | undefined => /^dev\.slipway\.deployment\.(.+)\.v\d+$/.exec(type)?.[1];
