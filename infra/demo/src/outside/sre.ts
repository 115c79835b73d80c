import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Consumer } from 'kafkajs';

export interface Heard {
  readonly topic: string;
  readonly type: string;
  readonly trail: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const topics = ['planning', 'validation', 'deployment', 'monitoring', 'issues', 'intake'].map(
  (service) => `release.${service}.v1`,
);

/** An SRE who subscribes to the release topics, using only kafkajs. */
export class SreConsumer {
  private constructor(private readonly consumer: Consumer) {}

  static async listen(brokers: string, hear: (event: Heard) => void): Promise<SreConsumer> {
    const kafka = new Kafka({ clientId: 'demo-sre', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `sre-${randomUUID()}`, maxWaitTimeInMs: 500 });
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: false });
    await consumer.run({
      eachMessage: ({ topic, message: { key, value, headers } }) => {
        const data = JSON.parse(String(value)) as Readonly<Record<string, unknown>>;
        hear({ topic, type: String(headers?.['ce_type']), trail: String(key), data });
        return Promise.resolve();
      },
    });
    return new SreConsumer(consumer);
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }
}
