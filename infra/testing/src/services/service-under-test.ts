import { tmpdir } from 'node:os';
import { EvidenceReceived, type EvidenceReference, type ServiceName } from '@slipway/contracts';
import { PostgresEventStore, PostgresEvidenceStore, type RecordedEvent } from '@slipway/event-store';
import { eventually } from '@slipway/local/eventually';
import { testDatabase, type TestDatabase } from '../test-database.js';
import { testTopics, type TestTopics } from '../test-topics.js';
import { tokenIssuer } from '../token-issuer.js';
import { send, type Answer, type Call } from './call.js';
import { gapsIn, type OpenApi } from './open-api.js';
import { widestRows } from './widest-rows.js';
import { OtherService, type OtherServiceName } from './other-service.js';

/** A service while it runs, in this process or in one of its own. */
export interface Running {
  readonly url: string;
  /** Ends it: in order, or at once. */
  close(): Promise<void>;
}

export type Launch<Service extends Running = Running> = (environment: Record<string, string>) => Promise<Service>;

export interface Launched<Service extends Running> {
  readonly name: ServiceName;
  readonly launch: Launch<Service>;
  /** Variables of this service, beside those of every service. */
  readonly environment?: Readonly<Record<string, string>>;
}

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

/** Long enough for a rollout with its bakes on a busy machine. */
const patience = { within: 40_000 };

/** A service on a database, topics and an issuer of its own, seen through its HTTP door and the trails. */
export class ServiceUnderTest<Service extends Running = Running> {
  readonly store: PostgresEventStore;
  readonly evidence: PostgresEvidenceStore;
  private readonly others = new Map<OtherServiceName, OtherService>();
  private running: Service | undefined;

  private constructor(
    private readonly launched: Launched<Service>,
    readonly database: TestDatabase,
    readonly topics: TestTopics,
    readonly issuer: Issuer,
  ) {
    const databaseUrl = database.urlFor(launched.name);
    this.store = new PostgresEventStore({ databaseUrl });
    this.evidence = new PostgresEvidenceStore({ databaseUrl });
  }

  static async start<Service extends Running>(launched: Launched<Service>): Promise<ServiceUnderTest<Service>> {
    const topics = testTopics();
    const [database, issuer] = await Promise.all([testDatabase(), tokenIssuer(), topics.create()]);
    const underTest = new ServiceUnderTest(launched, database, topics, issuer);
    await underTest.startService();
    return underTest;
  }

  get service(): Service {
    if (this.running === undefined) throw new Error(`${this.launched.name} does not run: startService() first`);
    return this.running;
  }

  async startService(): Promise<void> {
    this.running = await this.launched.launch(this.environment);
  }

  /** What the service is started with. */
  get environment(): Record<string, string> {
    const { name, environment } = this.launched;
    return {
      DATABASE_URL: this.database.urlFor(name),
      KAFKA_BROKERS: this.topics.brokers,
      TOPIC_PREFIX: this.topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: this.issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      // Where tests put their artifacts.
      OUTBOUND_FILE_ROOTS: tmpdir(),
      ...environment,
    };
  }

  async endService(): Promise<void> {
    await this.running?.close();
    this.running = undefined;
  }

  async stop(): Promise<void> {
    await this.endService();
    await Promise.all([...this.others.values()].map((other) => other.close()));
    await Promise.all([this.store.close(), this.evidence.close(), this.issuer.stop()]);
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  /** Another service, in whose name the test publishes facts. */
  other(name: OtherServiceName): OtherService {
    const known = this.others.get(name);
    if (known !== undefined) return known;
    const other = new OtherService(name, this.database, this.topics);
    this.others.set(name, other);
    return other;
  }

  /** @param path below the service's own: `v1/releases` */
  async call(method: string, path: string, { as, ...call }: Call = {}): Promise<Answer> {
    const token = as === undefined ? undefined : await this.issuer.tokenFor(as);
    return send(method, `${this.service.url}/${this.launched.name}/${path}`, { ...call, token });
  }

  /** A document as a person uploads it for a release: in the store, and recorded by intake. Its text is the title unless given. */
  async document(
    releaseId: string,
    title: string,
    { text = title, mediaType = 'text/markdown' }: { text?: string; mediaType?: string } = {},
  ): Promise<EvidenceReference> {
    const evidence = { ...(await this.evidence.put(Buffer.from(text), mediaType)), mediaType, title };
    await this.other('intake').says('evidence', releaseId, EvidenceReceived.of({ releaseId, evidence }));
    return evidence;
  }

  /** The gaps in its OpenAPI document. */
  async gapsInOpenApi(): Promise<string[]> {
    const { body } = await this.call('GET', 'openapi.json');
    return gapsIn(body as OpenApi);
  }

  trail(trail: string): Promise<readonly RecordedEvent[]> {
    return this.store.readTrail(trail);
  }

  /** The bytes of the largest row of each of its tables: what a service keeps in one row must not grow with use. */
  widestRows(): Promise<Record<string, number>> {
    return widestRows(this.database.adminUrl, this.launched.name);
  }

  /** Waits for so many facts of this type in the trail. */
  said(trail: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return eventually(async () => {
      const found = (await this.trail(trail)).filter((event) => event.type === type);
      return found.length >= count ? found : undefined;
    }, patience);
  }
}
