import { startKafka } from './kafka/kafka-server.js';
import { demandFreePort, freePort } from './ports.js';
import { startPostgres } from './postgres/postgres-server.js';
import type { Supervised } from './process/supervised.js';

export interface InfrastructureOptions {
  readonly dataFolder: string;
  readonly ports: { readonly postgres: number; readonly kafka: number; readonly kafkaController: number } | 'free';
  /** A server to use instead of starting one: as superuser, with the name of a database. */
  readonly databaseUrl?: string | undefined;
  /** Brokers to use instead of starting one, separated by commas. */
  readonly kafkaBrokers?: string | undefined;
  readonly durable?: boolean;
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Infrastructure {
  /** As superuser. */
  readonly databaseUrl: string;
  readonly kafkaBrokers: string;
  readonly processes: readonly Supervised[];
  /** Stops Kafka, then PostgreSQL, if they were started here. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and Kafka on this machine, unless an address is given. If one fails, stops the other. */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const report = options.report ?? (() => undefined);
  const ports = await choosePorts(options);
  const [postgres, kafka] = await Promise.allSettled([
    options.databaseUrl === undefined
      ? startPostgres({ ...options, report, port: ports.postgres, durable: options.durable ?? true })
      : { adminUrl: options.databaseUrl, process: undefined },
    options.kafkaBrokers === undefined
      ? startKafka({ ...options, report, port: ports.kafka, controllerPort: ports.kafkaController })
      : { brokers: options.kafkaBrokers, process: undefined },
  ]);
  const processes = [kafka, postgres].flatMap((part) =>
    part.status === 'fulfilled' ? (part.value.process ?? []) : [],
  );
  const stop = async () => {
    for (const process of processes) await process.stop();
  };
  try {
    if (postgres.status === 'rejected') throw postgres.reason;
    if (kafka.status === 'rejected') throw kafka.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  return { databaseUrl: postgres.value.adminUrl, kafkaBrokers: kafka.value.brokers, processes, stop };
}

async function choosePorts({ ports, databaseUrl, kafkaBrokers }: InfrastructureOptions) {
  if (ports === 'free') {
    const [postgres, kafka, kafkaController] = [await freePort(), await freePort(), await freePort()];
    return { postgres, kafka, kafkaController };
  }
  if (databaseUrl === undefined) await demandFreePort(ports.postgres, 'SLIPWAY_POSTGRES_PORT', 'PostgreSQL');
  if (kafkaBrokers === undefined) {
    await demandFreePort(ports.kafka, 'SLIPWAY_KAFKA_PORT', 'Kafka');
    await demandFreePort(ports.kafkaController, 'SLIPWAY_KAFKA_CONTROLLER_PORT', "Kafka's controller");
  }
  return ports;
}

export { containerSettings, kafkaImage } from './kafka/container-settings.js';
export { freePort } from './ports.js';
export { clear } from './system/reset.js';
