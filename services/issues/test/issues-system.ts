import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FlowStarted, topics as topicNames, type DomainEvent } from '@slipway/contracts';
import { PostgresEventStore, PostgresEvidenceStore, type LoggedEvent, type RecordedEvent } from '@slipway/event-store';
import { encodeEvent, KafkaMessageBus } from '@slipway/messaging';
import { startService, type RunningService } from '@slipway/service-kit';
import {
  eventually,
  testDatabase,
  testTopics,
  tokenIssuer,
  type TestDatabase,
  type TestTopics,
} from '@slipway/testing';
import { IssuesModule } from '../src/issues.module.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;
type Other = 'planning' | 'deployment' | 'intake';

interface Call {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
}

const silent = { debug: () => undefined, log: () => undefined, warn: () => undefined, error: () => undefined };

/** The stakeholders' end of the webhook. */
class Stakeholders {
  readonly told: { readonly audience: string; readonly subject: string; readonly text: string }[] = [];
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      this.told.push(JSON.parse(body) as Stakeholders['told'][number]);
      response.writeHead(202, { 'x-request-id': 'note-1' }).end();
    });
  });

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/notes`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }
}

/** Issues on a database, topics and an issuer of its own; the test speaks for the other services. */
export class IssuesSystem {
  private readonly stores = new Map<Other | 'issues', PostgresEventStore>();

  private constructor(
    private readonly service: RunningService,
    readonly stakeholders: Stakeholders,
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly bus: KafkaMessageBus,
    private readonly issuer: Issuer,
  ) {}

  static async start(): Promise<IssuesSystem> {
    const topics = testTopics();
    const [database, issuer, stakeholders] = await Promise.all([
      testDatabase(),
      tokenIssuer(),
      new Stakeholders().start(),
      topics.create(),
    ]);
    const environment = {
      DATABASE_URL: database.urlFor('issues'),
      KAFKA_BROKERS: topics.brokers,
      TOPIC_PREFIX: topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: issuer.url,
      NOTIFICATION_CHANNELS: JSON.stringify({ webhook: stakeholders.url }),
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    const service = await startService(IssuesModule, { service: 'issues', environment });
    const bus = new KafkaMessageBus({
      brokers: [topics.brokers],
      topicPrefix: topics.prefix,
      clientId: 'others',
      log: silent,
      onConsumerStopped: () => undefined,
    });
    return new IssuesSystem(service, stakeholders, database, topics, bus, issuer);
  }

  async stop(): Promise<void> {
    await this.bus.close();
    await Promise.all([...this.stores.values()].map((store) => store.close()));
    await this.service.close();
    await Promise.all([this.issuer.stop(), this.stakeholders.stop()]);
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  async call(method: string, path: string, { as = 'margaret', key = randomUUID(), body }: Call = {}) {
    const response = await fetch(`${this.service.url}/issues/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.tokenFor(as)}`,
        'content-type': 'application/json',
        ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** A release of its own for a test, whose flow has started; a critical issue is due after this duration. */
  async release(product: string, criticalIssue = 'PT4H'): Promise<string> {
    const path = '../../../libs/contracts/src/planning/flow-started.golden.json';
    const data = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as FlowStarted['data'];
    const releaseId = `${product}-1.1.0`;
    const { policy } = data.release;
    const durations = { ...policy.durations, criticalIssue };
    const release = { ...data.release, releaseId, product, policy: { ...policy, durations } };
    await this.append('planning', `flow-${releaseId}`, releaseId, FlowStarted.of({ ...data, release }));
    return releaseId;
  }

  /** A fact of another service, stored under its role and published on its topic as often as told. */
  async say(by: Other, stream: string, releaseId: string, fact: DomainEvent, times = 1): Promise<void> {
    const message = encodeEvent(by, await this.append(by, stream, releaseId, fact));
    for (let time = 0; time < times; time++) await this.bus.publish(topicNames[by], [message]);
  }

  /** Waits for so many facts of this type in the trail of the release. */
  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return eventually(
      async () => {
        const found = (await this.store('issues').readTrail(releaseId)).filter((event) => event.type === type);
        return found.length >= count ? found : undefined;
      },
      { within: 20_000 },
    );
  }

  async document(digest: string): Promise<string> {
    const evidence = new PostgresEvidenceStore({ databaseUrl: this.database.urlFor('issues') });
    try {
      return Buffer.from((await evidence.get(digest))?.bytes ?? []).toString();
    } finally {
      await evidence.close();
    }
  }

  private async append(by: Other, stream: string, trail: string, fact: DomainEvent): Promise<LoggedEvent> {
    const id = randomUUID();
    const actor = { id: by, kind: 'service' as const, roles: [] };
    const occurredAt = new Date().toISOString();
    const event = { ...fact, id, schemaVersion: 1, actor, correlationId: trail, causationId: trail, occurredAt };
    await this.store(by).append({ stream, trail, expected: 'any', events: [event] });
    return eventually(async () => {
      const found = (await this.store(by).readTrail(trail)).find((each) => each.id === id);
      return found?.logIndex === undefined ? undefined : { ...found, logIndex: found.logIndex };
    });
  }

  private store(service: Other | 'issues'): PostgresEventStore {
    const known = this.stores.get(service);
    if (known !== undefined) return known;
    const opened = new PostgresEventStore({ databaseUrl: this.database.urlFor(service) });
    this.stores.set(service, opened);
    return opened;
  }
}
