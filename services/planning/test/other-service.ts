import { randomUUID } from 'node:crypto';
import { eventCatalog, topics, type DomainEvent, type ServiceName } from '@slipway/contracts';
import { PostgresEventStore, type LoggedEvent } from '@slipway/event-store';
import { encodeEvent, KafkaMessageBus } from '@slipway/messaging';
import { eventually, type TestDatabase, type TestTopics } from '@slipway/testing';

const silent = { debug: () => undefined, log: () => undefined, warn: () => undefined, error: () => undefined };

/** What another service says: stored under its role and published on its topic. */
export class OtherService {
  private readonly store: PostgresEventStore;
  private readonly bus: KafkaMessageBus;

  constructor(
    private readonly name: Exclude<ServiceName, 'audit'>,
    private readonly category: string,
    database: TestDatabase,
    { brokers, prefix }: TestTopics,
  ) {
    this.store = new PostgresEventStore({ databaseUrl: database.urlFor(name) });
    const clientId = `other-${name}`;
    const onConsumerStopped = () => undefined;
    this.bus = new KafkaMessageBus({
      brokers: [brokers],
      topicPrefix: prefix,
      clientId,
      log: silent,
      onConsumerStopped,
    });
  }

  async says(trail: string, fact: DomainEvent): Promise<LoggedEvent> {
    const id = randomUUID();
    const schemaVersion = eventCatalog.get(fact.type)?.schemaVersion ?? 1;
    const actor = { id: this.name, kind: 'service' as const, roles: [] };
    const envelope = { id, schemaVersion, actor, correlationId: trail, causationId: trail };
    const event = { ...fact, ...envelope, occurredAt: new Date().toISOString() };
    await this.store.append({ stream: `${this.category}-${randomUUID()}`, trail, expected: 'none', events: [event] });
    const logged = await eventually(() => this.find(trail, id));
    await this.repeat(logged);
    return logged;
  }

  /** Publishes once more what was said: a redelivery. */
  async repeat(event: LoggedEvent): Promise<void> {
    await this.bus.publish(topics[this.name], [encodeEvent(this.name, event)]);
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
