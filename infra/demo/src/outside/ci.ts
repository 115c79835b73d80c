import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Producer } from 'kafkajs';

/** A CI, a ticket system and the users' feedback form: they publish to release.ingest.v1. */
export class OutsideSystems {
  private constructor(private readonly producer: Producer) {}

  static async connect(brokers: string): Promise<OutsideSystems> {
    const kafka = new Kafka({ clientId: 'demo-ci', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new OutsideSystems(producer);
  }

  /** One of Slipway's own event types, as a CloudEvent in structured mode. */
  publish(type: string, source: string, data: object, id: string = randomUUID()): Promise<void> {
    const time = new Date().toISOString();
    const event = { specversion: '1.0', id, source, type, time, datacontenttype: 'application/json', data };
    return this.send(id, event);
  }

  /** A CDEvent (cdevents.dev). */
  publishCdEvent(subject: string, predicate: string, event: { id: string; content: object; customData: object }) {
    const type = `dev.cdevents.${subject.toLowerCase()}.${predicate}.0.2.0`;
    const source = '/ci/shop';
    const id = randomUUID();
    const data = {
      context: { version: '0.4.1', id, source, type, timestamp: new Date().toISOString() },
      subject: { id: event.id, source, type: subject, content: event.content },
      customData: event.customData,
      customDataContentType: 'application/json',
    };
    return this.publish(type, source, data, id);
  }

  async stop(): Promise<void> {
    await this.producer.disconnect();
  }

  private async send(key: string, event: object): Promise<void> {
    const headers = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
    await this.producer.send({
      topic: 'release.ingest.v1',
      messages: [{ key, value: JSON.stringify(event), headers }],
    });
  }
}
