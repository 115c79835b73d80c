import { randomUUID } from 'node:crypto';
import { topics, type DomainEvent } from '@slipway/contracts';
import { PostgresEventStore, type LoggedEvent } from '@slipway/event-store';
import { encodeEvent, KafkaMessageBus } from '@slipway/messaging';
import { eventually, type TestDatabase, type TestTopics } from '@slipway/testing';

const silent = { debug: () => undefined, log: () => undefined, warn: () => undefined, error: () => undefined };

/** The facts of another service: stored under its role, and on its topic. */
export class OtherService {
  private readonly store: PostgresEventStore;
  private readonly bus: KafkaMessageBus;

  constructor(
    private readonly name: 'planning' | 'monitoring' | 'intake',
    database: TestDatabase,
    { brokers, prefix }: TestTopics,
  ) {
    this.store = new PostgresEventStore({ databaseUrl: database.urlFor(name) });
    this.bus = new KafkaMessageBus({
      brokers: [brokers],
      topicPrefix: prefix,
      clientId: `other-${name}`,
      log: silent,
      onConsumerStopped: () => undefined,
    });
  }

  async says(category: string, trail: string, fact: DomainEvent): Promise<LoggedEvent> {
    const id = randomUUID();
    const event = {
      ...fact,
      id,
      schemaVersion: 1,
      actor: { id: this.name, kind: 'service' as const, roles: [] },
      correlationId: trail,
      causationId: trail,
      occurredAt: new Date().toISOString(),
    };
    await this.store.append({ stream: `${category}-${randomUUID()}`, trail, expected: 'none', events: [event] });
    const logged = await eventually(() => this.find(trail, id));
    await this.bus.publish(topics[this.name], [encodeEvent(this.name, logged)]);
    return logged;
  }

  async close(): Promise<void> {
    await this.bus.close();
    await this.store.close();
  }

  private async find(trail: string, id: string): Promise<LoggedEvent | undefined> {
    const found = (await this.store.readTrail(trail)).find((event) => event.id === id);
    return found?.logIndex === undefined ? undefined : { ...found, logIndex: found.logIndex };
  }
}
