import { randomUUID } from 'node:crypto';
import { ReviewCompleted } from '@slipway/contracts';
import { PostgresEventStore, PostgresEvidenceStore, type LoggedEvent, type RecordedEvent } from '@slipway/event-store';
import { startService, type RunningService } from '@slipway/service-kit';
import {
  eventually,
  testDatabase,
  testTopics,
  tokenIssuer,
  type TestDatabase,
  type TestTopics,
} from '@slipway/testing';
import { PlanningModule } from '../src/planning.module.js';
import { Mailboxes } from './mailboxes.js';
import { OtherService } from './other-service.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;
type Review = Omit<ReviewCompleted['data'], 'origin'>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Call {
  readonly key?: string;
  readonly body?: unknown;
  readonly mediaType?: string;
}

const patience = { within: 20_000 };

/** Planning among facts of intake and monitoring, seen through its HTTP door and its trail. */
export class PlanningSystem {
  service!: RunningService;
  private releases = 0;

  private constructor(
    readonly store: PostgresEventStore,
    readonly evidence: PostgresEvidenceStore,
    readonly intake: OtherService,
    readonly monitoring: OtherService,
    readonly mailboxes: Mailboxes,
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly issuer: Issuer,
  ) {}

  static async start(): Promise<PlanningSystem> {
    const topics = testTopics();
    const [database, issuer, mailboxes] = await Promise.all([
      testDatabase(),
      tokenIssuer(),
      Mailboxes.open(),
      topics.create(),
    ]);
    const databaseUrl = database.urlFor('planning');
    const system = new PlanningSystem(
      new PostgresEventStore({ databaseUrl }),
      new PostgresEvidenceStore({ databaseUrl }),
      new OtherService('intake', 'inbound', database, topics),
      new OtherService('monitoring', 'watch', database, topics),
      mailboxes,
      database,
      topics,
      issuer,
    );
    await system.startService();
    return system;
  }

  async startService(): Promise<void> {
    const environment = {
      DATABASE_URL: this.database.urlFor('planning'),
      KAFKA_BROKERS: this.topics.brokers,
      TOPIC_PREFIX: this.topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: this.issuer.url,
      NOTIFICATION_CHANNELS: this.mailboxes.channels,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    this.service = await startService(PlanningModule, { service: 'planning', environment });
  }

  async stop(): Promise<void> {
    await this.service.close();
    await Promise.all([this.intake.close(), this.monitoring.close(), this.mailboxes.close()]);
    await Promise.all([this.store.close(), this.evidence.close(), this.issuer.stop()]);
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  async get(path: string, as = 'ada'): Promise<Answer> {
    return this.call('GET', path, as, {});
  }

  async post(path: string, as: string, body: unknown = {}, call: Call = {}): Promise<Answer> {
    return this.call('POST', path, as, { key: randomUUID(), body, ...call });
  }

  /** `[rv]` of a release of its own. */
  async review(changes: Partial<Review> = {}): Promise<{ releaseId: string; event: LoggedEvent }> {
    this.releases += 1;
    const version = `1.${String(this.releases)}.0`;
    const releaseId = `shop-${version}`;
    const origin = { source: '/review', id: releaseId, publisher: 'ci', receivedAt: new Date().toISOString() };
    const fact = ReviewCompleted.of({
      releaseId,
      product: 'shop',
      version,
      releaseType: 'minor',
      title: 'Faster checkout',
      author: 'ada',
      environment: 'production',
      components: [`component-${String(this.releases)}`],
      artifacts: [{ name: 'shop', uri: 'https://artifacts.example/shop.tgz', digest: digest('a') }],
      window: windowIn({ seconds: 3600 }),
      reviewers: ['barbara'],
      origin,
      ...changes,
    });
    return { releaseId, event: await this.intake.says(releaseId, fact) };
  }

  /** A release whose flow runs. */
  async newRelease(changes: Partial<Review> = {}): Promise<string> {
    const { releaseId } = await this.review(changes);
    await this.said(releaseId, 'dev.slipway.planning.flow-started.v1');
    return releaseId;
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.store.readTrail(releaseId);
  }

  /** Waits for facts of this type in the trail. */
  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return eventually(async () => {
      const found = (await this.trail(releaseId)).filter((event) => event.type === type);
      return found.length >= count ? found : undefined;
    }, patience);
  }

  async document(title: string): Promise<{ digest: string; mediaType: string; size: number; title: string }> {
    const mediaType = 'text/markdown';
    return { ...(await this.evidence.put(Buffer.from(title), mediaType)), mediaType, title };
  }

  /** Every role of the team is assigned by ada and acknowledged. */
  async assembleTeam(releaseId: string): Promise<void> {
    const team = `releases/${releaseId}/team`;
    const members = {
      'release-manager': 'ada',
      deployer: 'linus',
      validator: 'katherine',
      support: 'margaret',
      sre: 'radia',
    };
    for (const [role, person] of Object.entries(members)) {
      await this.post(team, 'ada', { role, person });
      await this.post(`${team}/acknowledgements`, person, { role });
    }
  }

  private async call(method: string, path: string, as: string, { key, body, mediaType }: Call): Promise<Answer> {
    const response = await fetch(`${this.service.url}/planning/v1/${path}`, {
      method,
      headers: {
        ...(as === '' ? {} : { authorization: `Bearer ${await this.issuer.tokenFor(as)}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': mediaType ?? 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
}

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

export function windowIn({ seconds, lasting = 3600 }: { seconds: number; lasting?: number }) {
  const start = Date.now() + seconds * 1000;
  return { start: new Date(start).toISOString(), end: new Date(start + lasting * 1000).toISOString() };
}
