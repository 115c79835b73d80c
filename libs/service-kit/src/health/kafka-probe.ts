import type { Admin, Kafka } from 'kafkajs';

/** Asks Kafka for its brokers, over one connection that stays open. */
export class KafkaProbe {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly kafka: Kafka) {}

  async check(): Promise<void> {
    try {
      const admin = await (this.admin ??= this.connect());
      const { brokers } = await admin.describeCluster();
      if (brokers.length === 0) throw new Error('no broker is up');
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect();
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: 1 } });
    await admin.connect();
    return admin;
  }
}
