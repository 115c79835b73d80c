import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DomainEvent, ServiceName } from '@slipway/contracts';
import { PostgresEventStore, PostgresEvidenceStore } from '@slipway/event-store';
import { startService, type RunningService } from '@slipway/service-kit';
import { testDatabase, testTopics, tokenIssuer, type TestDatabase, type TestTopics } from '@slipway/testing';
import pg from 'pg';
import { AuditModule } from '../src/audit.module.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

export interface Said {
  readonly by: Exclude<ServiceName, 'audit'>;
  readonly stream: string;
  readonly trail: string;
  readonly fact: DomainEvent;
  readonly at: string;
  /** The person who did it; the service itself when absent. */
  readonly person?: string;
  readonly because?: string;
}

export interface Listed {
  readonly items: readonly { readonly releaseId: string; readonly status: string }[];
  readonly nextCursor?: string;
}

export interface Trail {
  readonly items: readonly { readonly position: number; readonly type: string; readonly eventId: string }[];
  readonly nextCursor?: string;
}

interface Call {
  readonly as?: string;
  readonly method?: string;
  readonly accept?: string;
}

/** The audit service beside trails that the other services have written. */
export class AuditSystem {
  private readonly stores = new Map<ServiceName, PostgresEventStore>();

  private constructor(
    private readonly service: RunningService,
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly issuer: Issuer,
  ) {}

  static async start(): Promise<AuditSystem> {
    const topics = testTopics();
    const [database, issuer] = await Promise.all([testDatabase(), tokenIssuer(), topics.create()]);
    const environment = {
      DATABASE_URL: database.urlFor('audit'),
      KAFKA_BROKERS: topics.brokers,
      TOPIC_PREFIX: topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    const service = await startService(AuditModule, { service: 'audit', environment });
    return new AuditSystem(service, database, topics, issuer);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.stores.values()].map((store) => store.close()));
    await this.service.close();
    await this.issuer.stop();
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  /** Appends as the role of that service; answers the event's id. */
  async say({ by, stream, trail, fact, at, person, because = randomUUID() }: Said): Promise<string> {
    const actor =
      person === undefined
        ? { id: by, kind: 'service' as const, roles: [] }
        : { id: person, kind: 'person' as const, roles: ['release-manager' as const] };
    const id = randomUUID();
    const event = { ...fact, id, schemaVersion: 1, actor, correlationId: trail, causationId: because, occurredAt: at };
    await this.store(by).append({ stream, trail, expected: 'any', events: [event] });
    return id;
  }

  async keep(text: string, mediaType: string) {
    const store = new PostgresEvidenceStore({ databaseUrl: this.database.urlFor('planning') });
    try {
      return await store.put(Buffer.from(text), mediaType);
    } finally {
      await store.close();
    }
  }

  async call(path: string, { as = 'edsger', method = 'GET', accept }: Call = {}) {
    const response = await fetch(`${this.service.url}/audit/v1/${path}`, {
      method,
      headers: {
        ...(as === 'nobody' ? {} : { authorization: `Bearer ${await this.issuer.tokenFor(as)}` }),
        ...(accept === undefined ? {} : { accept }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body: unknown = type.includes('json') ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, type, body };
  }

  async releases(query: string): Promise<Listed> {
    return (await this.call(`releases?${query}`)).body as Listed;
  }

  async trail(releaseId: string, query = ''): Promise<Trail> {
    return (await this.call(`releases/${releaseId}/trail?${query}`)).body as Trail;
  }

  /** What nobody but the owner of the server's disks can do: a superuser with the triggers switched off. */
  async tamper(statement: string, values: readonly unknown[]): Promise<number> {
    const admin = new pg.Client({ connectionString: this.database.adminUrl });
    await admin.connect();
    try {
      await admin.query('SET session_replication_role = replica');
      return (await admin.query(statement, [...values])).rowCount ?? 0;
    } finally {
      await admin.end();
    }
  }

  private store(service: ServiceName): PostgresEventStore {
    const known = this.stores.get(service);
    if (known !== undefined) return known;
    const opened = new PostgresEventStore({ databaseUrl: this.database.urlFor(service) });
    this.stores.set(service, opened);
    return opened;
  }
}

/** A real payload of an event, from the contracts. */
export const golden = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../libs/contracts/src/${path}.golden.json`, import.meta.url), 'utf8'));
