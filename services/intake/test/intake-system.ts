import { randomUUID } from 'node:crypto';
import { FlowStarted, topics as topicNames } from '@slipway/contracts';
import { PostgresEventStore, type RecordedEvent } from '@slipway/event-store';
import { startService, type RunningService } from '@slipway/service-kit';
import { testDatabase, testTopics, tokenIssuer, type TestDatabase, type TestTopics } from '@slipway/testing';
import { Kafka, logLevel, type Consumer, type IHeaders, type Producer } from 'kafkajs';
import { IntakeModule } from '../src/intake.module.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

export interface Letter {
  readonly reason: string;
  readonly detail: string;
  readonly value: Buffer | null;
  readonly headers: Record<string, string>;
}

interface Call {
  readonly as?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** Intake on a database, topics and an issuer of its own, seen through its doors. */
export class IntakeSystem {
  readonly letters: Letter[] = [];

  private constructor(
    readonly service: RunningService,
    readonly store: PostgresEventStore,
    private readonly database: TestDatabase,
    private readonly topics: TestTopics,
    private readonly issuer: Issuer,
    private readonly producer: Producer,
    private readonly consumer: Consumer,
  ) {}

  static async start(): Promise<IntakeSystem> {
    const topics = testTopics();
    const [database, issuer] = await Promise.all([testDatabase(), tokenIssuer(), topics.create()]);
    const environment = {
      DATABASE_URL: database.urlFor('intake'),
      KAFKA_BROKERS: topics.brokers,
      TOPIC_PREFIX: topics.prefix,
      PORT: '0',
      OIDC_ISSUERS: issuer.url,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
    };
    process.env['INTAKE_PUBLISHERS'] = JSON.stringify({ ci: ['/ci/*'], shop: ['/shop'] });
    const service = await startService(IntakeModule, { service: 'intake', environment });
    const store = new PostgresEventStore({ databaseUrl: database.urlFor('intake') });
    const kafka = new Kafka({ brokers: [topics.brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
    const system = new IntakeSystem(service, store, database, topics, issuer, producer, consumer);
    await system.connect();
    return system;
  }

  private async connect(): Promise<void> {
    await Promise.all([this.producer.connect(), this.consumer.connect()]);
    await this.consumer.subscribe({ topic: this.topics.prefix + topicNames.deadLetter, fromBeginning: true });
    await this.consumer.run({
      eachMessage: ({ message }) => {
        const headers = Object.fromEntries(
          Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
        );
        const reason = headers['slipway_deadletter_reason'] ?? '';
        const detail = headers['slipway_deadletter_detail'] ?? '';
        this.letters.push({ reason, detail, value: message.value, headers });
        return Promise.resolve();
      },
    });
  }

  async stop(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.consumer.disconnect()]);
    await this.store.close();
    await this.service.close();
    await this.issuer.stop();
    await Promise.all([this.database.drop(), this.topics.drop()]);
  }

  /** What another system would do, with a client of its own. */
  async publish(value: string | Buffer | null, headers: IHeaders = {}, partition = 0): Promise<void> {
    const topic = this.topics.prefix + topicNames.ingest;
    await this.producer.send({ topic, messages: [{ key: 'shop', value, headers, partition }] });
  }

  async call(method: string, path: string, { as, body, headers = {} }: Call = {}) {
    const response = await fetch(`${this.service.url}/intake/v1/${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${await this.issuer.tokenFor(as)}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answer = isJson ? (JSON.parse(bytes.toString()) as unknown) : undefined;
    return { status: response.status, headers: response.headers, bytes, body: answer };
  }

  trail(trail: string): Promise<readonly RecordedEvent[]> {
    return this.store.readTrail(trail);
  }

  /** As planning would, once the [rv] signal has reached it. */
  async startFlow(data: Parameters<typeof FlowStarted.of>[0]): Promise<void> {
    const planning = new PostgresEventStore({ databaseUrl: this.database.urlFor('planning') });
    const { releaseId } = data.release;
    const event = {
      ...FlowStarted.of(data),
      id: randomUUID(),
      schemaVersion: 1,
      actor: { id: 'planning', kind: 'service' as const, roles: [] },
      correlationId: releaseId,
      causationId: releaseId,
      occurredAt: new Date().toISOString(),
    };
    await planning.append({ stream: `flow-${releaseId}`, trail: releaseId, expected: 'none', events: [event] });
    await planning.close();
  }
}
