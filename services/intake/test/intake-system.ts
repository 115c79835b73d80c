import { randomUUID } from 'node:crypto';
import { topics, type DomainEvent } from '@slipway/contracts';
import type { RecordedEvent } from '@slipway/event-store';
import { startService } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
import { ServiceUnderTest, type Answer, type Call } from '@slipway/testing/services';
import { Kafka, logLevel, type Consumer, type IHeaders, type Producer } from 'kafkajs';
import pg from 'pg';
import { IntakeModule } from '../src/intake.module.js';
import { review, structuredHeaders, type Message } from './messages.js';

export interface Letter {
  readonly reason: string;
  readonly detail: string;
  readonly value: Buffer | null;
  readonly headers: Record<string, string>;
}

/** Intake, seen through both its doors, and through what it sets aside. */
export class IntakeSystem {
  readonly letters: Letter[] = [];

  private constructor(
    private readonly intake: ServiceUnderTest,
    private readonly producer: Producer,
    private readonly consumer: Consumer,
  ) {}

  /** @param patience how long a message waits for its release: the tests of other things have none */
  static async start(patience = 'PT1S'): Promise<IntakeSystem> {
    process.env['INTAKE_PATIENCE'] = patience;
    process.env['INTAKE_PUBLISHERS'] = JSON.stringify({ ci: ['/ci/*'], shop: ['/shop'] });
    process.env['INTAKE_IDENTITIES'] = JSON.stringify({ aliases: { 'grace@example.com': 'grace' } });
    const intake = await ServiceUnderTest.start({
      name: 'intake',
      launch: (environment) => startService(IntakeModule, { service: 'intake', environment }),
    });
    const kafka = new Kafka({ brokers: [intake.topics.brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
    const system = new IntakeSystem(intake, producer, consumer);
    await system.connect();
    return system;
  }

  private async connect(): Promise<void> {
    await Promise.all([this.producer.connect(), this.consumer.connect()]);
    await this.consumer.subscribe({ topic: this.intake.topics.prefix + topics.deadLetter, fromBeginning: true });
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
    await this.intake.stop();
  }

  async restart(whileDown: () => Promise<unknown>): Promise<void> {
    await this.intake.endService();
    await whileDown();
    await this.intake.startService();
  }

  /** Has a partition of the topic delivered from its beginning again, while the service is down. */
  async redeliver(partition: number): Promise<void> {
    const { brokers, prefix } = this.intake.topics;
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const place = { groupId: `${prefix}intake.ingest`, topic: prefix + topics.ingest };
      await admin.setOffsets({ ...place, partitions: [{ partition, offset: '0' }] });
    } finally {
      await admin.disconnect();
    }
  }

  /** As the service itself, in its schema. */
  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.intake.database.urlFor('intake') });
    await client.connect();
    try {
      await client.query('set search_path to intake');
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** What another system would do, with a client of its own. */
  async publish(value: string | Buffer | null, headers: IHeaders = {}, partition = 0): Promise<string> {
    const topic = this.intake.topics.prefix + topics.ingest;
    const [sent] = await this.producer.send({ topic, messages: [{ key: 'shop', value, headers, partition }] });
    return sent?.baseOffset ?? '';
  }

  /** Waits for what is set aside. */
  letterOf(found: (letter: Letter) => boolean): Promise<Letter> {
    return eventually(() => this.letters.find(found));
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.intake.gapsInOpenApi();
  }

  call(method: string, path: string, call: Call = {}): Promise<Answer> {
    return this.intake.call(method, `v1/${path}`, call);
  }

  trail(trail: string): Promise<readonly RecordedEvent[]> {
    return this.intake.trail(trail);
  }

  /** Sends a message over HTTP in structured mode. */
  send(message: Message, as = 'ci'): Promise<Answer> {
    return this.call('POST', 'events', { as, body: JSON.stringify(message), headers: structuredHeaders });
  }

  /** A release whose [rv] was taken. */
  async announced(data: object = {}): Promise<string> {
    const { status, body } = await this.send(review(data));
    if (status !== 202) throw new Error(`[rv] was refused: ${JSON.stringify(body)}`);
    return (body as { events: [{ data: { releaseId: string } }] }).events[0].data.releaseId;
  }

  /** What planning records, without delay. */
  planning(category: string, trail: string, fact: DomainEvent): Promise<unknown> {
    return this.intake.other('planning').records(category, trail, fact);
  }
}
