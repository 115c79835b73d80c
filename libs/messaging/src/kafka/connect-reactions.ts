import type { INestApplication } from '@nestjs/common';
import { eventCatalog, type ServiceName } from '@slipway/contracts';
import type { ConsumerContext } from '../attempt.js';
import { discoverConsumers } from '../discover-consumers.js';
import type { Catalog } from '../event-message.js';
import type { MessagingLog, MessagingObserver } from '../log.js';
import { defaultRetry, type RetryPolicy } from '../retry.js';
import type { GroupProgress } from '../work/group-partitions.js';
import type { GroupServer } from './group-server.js';
import type { KafkaMessageBus } from './kafka-message-bus.js';

export interface ReactionOptions {
  readonly bus: KafkaMessageBus;
  /**
   * The store of the service: a reaction handles what its log has, and while it does not answer, no message is given
   * up.
   */
  readonly store: ConsumerContext['store'];
  readonly service: ServiceName;
  readonly log: MessagingLog;
  readonly catalog?: Catalog;
  readonly retry?: RetryPolicy;
  readonly observer?: MessagingObserver;
}

export interface ConnectedReactions {
  /** The consumer groups, each with how far it has come. */
  readonly groups: readonly { readonly group: string; readonly progress: GroupProgress }[];
  /** Finishes the messages under way and leaves the groups; `app.close()` does it too. */
  close(): Promise<void>;
}

/**
 * Connects the application's @Reaction and @RawConsumer providers to Kafka: one NestJS microservice for all reactions, one for each
 * raw consumer. They start to consume with `await app.startAllMicroservices()`.
 */
export function connectReactions(app: INestApplication, options: ReactionOptions): ConnectedReactions {
  const { bus, store, catalog = eventCatalog, retry = defaultRetry, observer = {} } = options;
  const { service, log } = options;
  const consumers = discoverConsumers(app, { service, bus, store, catalog, retry, log, observer });
  const servers = consumers.map((consumer): GroupServer => {
    const strategy = bus.groupServer(consumer);
    app.connectMicroservice({ strategy });
    return strategy;
  });
  return {
    groups: servers,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
