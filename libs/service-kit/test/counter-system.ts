import { randomUUID } from 'node:crypto';
import { testDatabase, testTopics, tokenIssuer, type TestDatabase, type TestTopics } from '@slipway/testing';
import { startService, type RunningService } from '../src/index.js';
import { CounterModule } from './counter-service.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

export interface Call {
  as?: string | undefined;
  key?: string | undefined;
  ifMatch?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The counter service on a database, topics and an issuer of its own, seen through its HTTP door. */
export class CounterSystem {
  service!: RunningService;

  private constructor(
    readonly database: TestDatabase,
    readonly topics: TestTopics,
    readonly issuer: Issuer,
  ) {}

  static async start(): Promise<CounterSystem> {
    const topics = testTopics();
    const [database, issuer] = await Promise.all([testDatabase(), tokenIssuer(), topics.create()]);
    const system = new CounterSystem(database, topics, issuer);
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
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    this.service = await startService(CounterModule, { service: 'planning', environment });
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.issuer.stop();
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  async call(method: string, path: string, { as, key, ifMatch, body, headers = {} }: Call = {}): Promise<Answer> {
    const response = await fetch(`${this.service.url}/planning/${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await this.issuer.tokenFor(as)}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const { status, headers: answered } = response;
    return { status, headers: answered, body: isJson ? JSON.parse(text) : text };
  }

  count(id: string, by: number, options: Call = {}): Promise<Answer> {
    return this.call('POST', `v1/counters/${id}/count`, { as: 'ada', key: randomUUID(), body: { by }, ...options });
  }
}

export const newId = (): string => `c-${randomUUID().slice(0, 8)}`;
