import { randomUUID } from 'node:crypto';
import { eventCatalog, topics, type Actor, type DomainEvent, type ServiceName } from '@slipway/contracts';
import { PostgresEventStore, type LoggedEvent } from '@slipway/event-store';
import { encodeEvent, KafkaMessageBus } from '@slipway/messaging';
import { eventually } from '@slipway/local/eventually';
import type { TestDatabase } from '../test-database.js';
import type { TestTopics } from '../test-topics.js';

export type OtherServiceName = Exclude<ServiceName, 'audit'>;

/** Attributes of a fact, beside its data. */
export interface Circumstances {
  /** The service itself when absent. */
  readonly actor?: Actor;
  /** Now when absent. */
  readonly occurredAt?: string;
  /** The trail when absent. */
  readonly causationId?: string;
}

const atOnce = 100;
const silent = { debug: () => undefined, warn: () => undefined, error: () => undefined };

/** The facts of another service, as the test wants them: stored under its role, and on its topic. */
export class OtherService {
  private readonly store: PostgresEventStore;
  private readonly bus: KafkaMessageBus;

  constructor(
    private readonly name: OtherServiceName,
    database: TestDatabase,
    { brokers, prefix }: TestTopics,
  ) {
    this.store = new PostgresEventStore({ databaseUrl: database.urlFor(name), maximumConnections: 2 });
    this.bus = new KafkaMessageBus({
      brokers: [brokers],
      topicPrefix: prefix,
      clientId: `other-${name}`,
      log: silent,
      onConsumerStopped: () => undefined,
    });
  }

  /** Records the fact in a stream of this category, and publishes it. */
  async says(category: string, trail: string, fact: DomainEvent, more: Circumstances = {}): Promise<LoggedEvent> {
    const logged = await this.records(category, trail, fact, more);
    await this.publishes(logged);
    return logged;
  }

  /** Only records it: there for those who read the log. */
  async records(category: string, trail: string, fact: DomainEvent, more: Circumstances = {}): Promise<LoggedEvent> {
    const event = this.newEvent(trail, fact, more);
    await this.store.append({ stream: `${category}-${trail}`, trail, expected: 'any', events: [event] });
    return eventually(() => this.find(trail, event.id));
  }

  /** Records and publishes many facts at once. */
  async saysAll(category: string, trail: string, facts: readonly DomainEvent[]): Promise<void> {
    for (let from = 0; from < facts.length; from += atOnce) {
      const events = facts.slice(from, from + atOnce).map((fact) => this.newEvent(trail, fact));
      const { trailPosition } = await this.store.append({
        stream: `${category}-${trail}`,
        trail,
        expected: 'any',
        events,
      });
      const logged = await eventually(() => this.loggedUpTo(trail, trailPosition, events.length));
      await this.bus.publish(
        topics[this.name],
        logged.map((event) => encodeEvent(this.name, event)),
      );
    }
  }

  private async loggedUpTo(trail: string, position: number, count: number): Promise<LoggedEvent[] | undefined> {
    const found = await this.store.readTrail(trail, { after: position - count, limit: count });
    const logged = found.flatMap((event) =>
      event.logIndex === undefined ? [] : [{ ...event, logIndex: event.logIndex }],
    );
    return logged.length === count ? logged : undefined;
  }

  private newEvent(trail: string, fact: DomainEvent, more: Circumstances = {}) {
    return {
      ...fact,
      id: randomUUID(),
      schemaVersion: eventCatalog.get(fact.type)?.schemaVersion ?? 1,
      actor: { id: this.name, kind: 'service' as const, roles: [] },
      correlationId: trail,
      causationId: trail,
      occurredAt: new Date().toISOString(),
      ...more,
    };
  }

  /** Publishes recorded facts; calling it again is a redelivery. */
  async publishes(event: LoggedEvent): Promise<void> {
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
