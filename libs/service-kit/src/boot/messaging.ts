import { Inject, Injectable, Logger, type INestApplication } from '@nestjs/common';
import { eventCatalog, topics, type EventDefinition, type ServiceName, type Topic } from '@slipway/contracts';
import {
  connectReactions,
  defaultRetry,
  HandlingInterrupted,
  KafkaMessageBus,
  kafkaSecurityOf,
  PostgresLeadership,
  PostgresRelayCursor,
  rawGroup,
  Relay,
  typesOn,
  type IncomingMessage,
  type MessagingLog,
  type MessagingObserver,
  type RawConsumerMetadata,
  type RawHandler,
} from '@slipway/messaging';
import type { EventStore } from '@slipway/event-store';
import pg from 'pg';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT, EVENT_STORE, EVENTS, SERVICE } from '../config/tokens.js';
import { FatalSignal } from './fatal-signal.js';
import type { Redelivery } from './redelivery.js';
import { ProgressWatch } from '../health/progress-watch.js';
import { Readiness } from '../health/readiness.js';
import { KafkaProbe } from '../health/kafka-probe.js';
import { Metrics } from '../telemetry/metrics.js';
import { messagingObserver, relayObserver } from '../telemetry/observe.js';
import { UnreadableEvents } from '../telemetry/unreadable-events.js';

/** The service's side of Kafka. */
@Injectable()
export class Messaging implements Redelivery {
  readonly bus: KafkaMessageBus;
  private readonly catalog: ReadonlyMap<string, EventDefinition>;
  private readonly log = new Logger('messaging');
  private readonly probe: KafkaProbe;
  private readonly observer: MessagingObserver;
  private readonly closing = new AbortController();

  constructor(
    @Inject(SERVICE) private readonly service: ServiceName,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(EVENTS) events: readonly EventDefinition[],
    @Inject(EVENT_STORE) private readonly store: EventStore,
    fatal: FatalSignal,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly progress: ProgressWatch,
    private readonly unreadable: UnreadableEvents,
  ) {
    this.observer = messagingObserver(metrics);
    this.catalog = new Map([...eventCatalog, ...events.map((definition) => [definition.type, definition] as const)]);
    this.bus = new KafkaMessageBus({
      brokers: environment.KAFKA_BROKERS,
      topicPrefix: environment.TOPIC_PREFIX,
      clientId: `slipway-${service}`,
      security: kafkaSecurityOf(environment),
      log: this.log,
      onConsumerStopped: (group, error) => {
        fatal.raise(`the consumer ${group}`, error);
      },
    });
    this.probe = new KafkaProbe(this.bus.kafka);
  }

  /** Joins the consumer groups of the application's reactions. */
  async startReactions(app: INestApplication): Promise<() => Promise<void>> {
    const connected = connectReactions(app, { ...this.consumers(), bus: this.bus });
    await app.startAllMicroservices();
    for (const consumer of connected.groups) {
      const [position, head] = [() => consumer.progress.done, () => consumer.progress.within];
      this.progress.follow({ name: `consumer ${consumer.group}`, position, head });
    }
    this.readiness.add({ name: 'kafka', check: () => this.probe.check() });
    return () => {
      this.closing.abort();
      return connected.close();
    };
  }

  async redeliver(message: IncomingMessage, consumer: RawConsumerMetadata, handler: RawHandler): Promise<void> {
    const { signal } = this.closing;
    if (signal.aborted) throw new HandlingInterrupted('closing');
    const group = rawGroup(consumer, handler, { ...this.consumers(), bus: this.bus, retry: defaultRetry });
    // No partition is held meanwhile, and the caller decides how many run at the same time.
    await group.handle(message, { heartbeat: () => Promise.resolve(), closing: signal, turn: (work) => work() });
  }

  private consumers() {
    const { store, service, log, catalog, observer } = this;
    return { store, service, log, catalog, observer };
  }

  /** Publishes the events of the service, if it has a topic. */
  startRelay(): Promise<() => Promise<void>> {
    const topic = ownTopic(this.service);
    if (topic === undefined) return Promise.resolve(() => Promise.resolve());
    const { DATABASE_URL, TOPIC_PREFIX } = this.environment;
    const name = TOPIC_PREFIX + topic;
    const pool = relayPool(this.service, DATABASE_URL, this.log);
    const relay = new Relay({
      service: this.service,
      topic,
      types: typesOn(topic, this.catalog),
      store: this.store,
      bus: this.bus,
      cursor: new PostgresRelayCursor({ pool, schema: this.service, relay: name }),
      leadership: new PostgresLeadership(pool, `slipway relay ${name}`),
      log: this.log,
      observer: relayObserver(this.metrics, this.unreadable),
    });
    relay.start();
    this.progress.follow({ name: 'relay', position: () => relay.position });
    this.readiness.add({ name: 'relay', check: () => refuseFailing(relay) });
    return Promise.resolve(async () => {
      await relay.close();
      await pool.end();
    });
  }

  async close(): Promise<void> {
    await this.probe.close();
    await this.bus.close();
  }
}

const ownTopic = (service: ServiceName): Topic | undefined =>
  service in topics ? topics[service as keyof typeof topics] : undefined;

/** One connection for the lease, one for the cursor. */
function relayPool(service: ServiceName, connectionString: string, log: MessagingLog): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, application_name: `slipway-${service}-relay` });
  pool.on('error', (error) => {
    log.warn({ err: error }, 'an idle connection of the relay was lost; the next query opens another');
  });
  return pool;
}

function refuseFailing({ status }: Relay): Promise<void> {
  return status === 'failing' ? Promise.reject(new Error('it fails to publish and tries again')) : Promise.resolve();
}
