import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { eventCatalog, FlowStarted, StepStarted, type DomainEvent, type ReleaseSummary } from '@slipway/contracts';
import { PostgresEventStore, type EventStore, type RecordedEvent } from '@slipway/event-store';
import { ServiceKit, startService, type RunningService } from '@slipway/service-kit';
import { testDatabase, testTopics, tokenIssuer, type TestDatabase, type TestTopics } from '@slipway/testing';
import { MonitoringModule } from '../src/monitoring.module.js';
import { release as summary } from '../src/domain/fixtures.js';

type Owner = 'planning' | 'deployment' | 'intake' | 'issues';
type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

/** Relays what the test says in the name of planning. */
@Module({ imports: [ServiceKit.forService({ service: 'planning' })] })
class PlanningStandIn {}

/** The application that is released: what it answers can be changed. */
export class Application {
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('shop 1.1.0');
  readonly alerts: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    if (request.url === '/admin') response.writeHead(401).end();
    else if (request.url === '/alerts') this.receive(request, response);
    else this.answer(request, response);
  });

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    request.setEncoding('utf8').on('data', (chunk: string) => this.alerts.push(chunk));
    request.on('end', () => response.writeHead(202, { 'x-request-id': 'alert-1' }).end());
  }
}

/** Monitoring on a database, topics and an issuer of its own; the test speaks for the other services. */
export class WatchedSystem {
  service!: RunningService;
  private planning!: RunningService;
  private readonly stores = new Map<Owner, PostgresEventStore>();

  private constructor(
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly issuer: Issuer,
  ) {}

  static async start(): Promise<WatchedSystem> {
    const topics = testTopics();
    const [database, issuer] = await Promise.all([testDatabase(), tokenIssuer(), topics.create()]);
    const system = new WatchedSystem(database, topics, issuer);
    system.planning = await startService(PlanningStandIn, {
      service: 'planning',
      environment: system.environment('planning'),
    });
    try {
      await system.startService();
    } catch (error) {
      await system.planning.close();
      throw error;
    }
    return system;
  }

  async startService(): Promise<void> {
    const environment = this.environment('monitoring');
    this.service = await startService(MonitoringModule, { service: 'monitoring', environment });
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.planning.close();
    await Promise.all([...this.stores.values()].map((store) => store.close()));
    await this.issuer.stop();
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  /** Records a fact on a stream of another service. */
  async say(owner: Owner, stream: string, releaseId: string, fact: DomainEvent): Promise<void> {
    const definition = eventCatalog.get(fact.type);
    const event = {
      id: randomUUID(),
      ...fact,
      schemaVersion: definition?.schemaVersion ?? 1,
      actor: { id: owner, kind: 'service' as const, roles: [] },
      correlationId: randomUUID(),
      causationId: randomUUID(),
      occurredAt: new Date().toISOString(),
    };
    await this.store(owner).append({ stream, trail: releaseId, expected: 'any', events: [event] });
  }

  async propose(release: ReleaseSummary): Promise<void> {
    const template = { id: 'base-flow', version: '1.0.0', digest: `sha256:${'b'.repeat(64)}` };
    const { releaseId } = release;
    await this.say('planning', `flow-${releaseId}`, releaseId, FlowStarted.of({ release, template, flow: {} }));
  }

  begin(release: ReleaseSummary, id: string): Promise<void> {
    const items = [{ id: `${id}.action-1`, text: 'something' }];
    const step = { id, title: id, type: 'monitoring', service: 'monitoring' as const, actions: items, outputs: items };
    const { releaseId } = release;
    return this.say('planning', `flow-${releaseId}`, releaseId, StepStarted.of({ step, release }));
  }

  async trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.store('planning').readTrail(releaseId);
  }

  async call(method: string, path: string, { as = 'radia', body }: { as?: string; body?: unknown } = {}) {
    const response = await fetch(`${this.service.url}/monitoring/v1/releases/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.tokenFor(as)}`,
        'content-type': 'application/json',
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** A release of its own whose watch is configured with targets of this application. */
  async watched(name: string, application: Application): Promise<ReleaseSummary> {
    const release = { ...summary, releaseId: `${name}-1.1.0`, product: name };
    await this.propose(release);
    for (;;) {
      const answer = await this.call('POST', `${release.releaseId}/watch`, { body: watchOf(application) });
      if (answer.status === 201) return release;
      if (answer.status !== 404) throw new Error(JSON.stringify(answer));
    }
  }

  private store(owner: Owner): PostgresEventStore & EventStore {
    const known = this.stores.get(owner);
    if (known !== undefined) return known;
    const store = new PostgresEventStore({
      databaseUrl: this.database.urlFor(owner),
      applicationName: `test-${owner}`,
      maximumConnections: 2,
      definitions: eventCatalog,
      onBackgroundError: (error) => {
        throw error;
      },
    });
    this.stores.set(owner, store);
    return store;
  }

  private environment(service: 'planning' | 'monitoring') {
    return {
      DATABASE_URL: this.database.urlFor(service),
      KAFKA_BROKERS: this.topics.brokers,
      TOPIC_PREFIX: this.topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: this.issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
  }
}

export const watchOf = ({ url }: Application) => ({
  targets: [
    { name: 'home', check: { name: 'home', url: `${url}/`, expect: { status: 200, bodyIncludes: 'shop' } } },
    { name: 'admin', purpose: 'access', check: { name: 'admin', url: `${url}/admin`, expect: { status: 401 } } },
  ],
  levels: { availability: 0.99, p95: 500, p99: 900 },
  alertUrl: `${url}/alerts`,
});
