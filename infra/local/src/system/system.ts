import path from 'node:path';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import { startEdge } from '../edge/edge.js';
import { startInfrastructure } from '../infrastructure.js';
import { startIssuer } from '../issuer/issuer.js';
import { createTopics } from '../kafka/topics.js';
import { demandFreePort, freePort } from '../ports.js';
import type { Supervised } from '../process/supervised.js';
import {
  fixedPorts,
  readVariables,
  topicSettingsOf,
  type LocalVariables,
  type PortPlan,
  type PortsOfServices,
} from '../settings.js';
import { occupy } from './occupy.js';
import { indexOf } from './index-page.js';
import { instancesOf, type Instance } from './instances.js';
import { prepareDatabase } from './prepare-database.js';
import { startServices } from './services.js';

export interface SystemOptions {
  /** Absolute. Holds databases, topics, logs and keys; one system at a time runs in it. */
  readonly dataFolder: string;
  /** `free` chooses free ports; when absent, the SLIPWAY_…_PORT variables set them. */
  readonly ports?: 'free' | undefined;
  /** All seven when absent. */
  readonly services?: readonly ServiceName[];
  /** Of each service; SLIPWAY_INSTANCES when absent. */
  readonly instances?: number;
  /** Variables for every service, which override the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with one line for each event, for example when a service exits and is restarted. Silent when absent. */
  readonly report?: (line: string) => void;
  /** Abort it to cancel a start: everything that has been started stops. */
  readonly signal?: AbortSignal;
  /** False trades PostgreSQL's durability for speed. */
  readonly durable?: boolean;
  /** Where settings such as DATABASE_URL and KAFKA_BROKERS are read; process.env when absent. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface RunningSystem {
  readonly edgeUrl: string;
  readonly issuerUrl: string;
  readonly kafkaBrokers: string;
  /** As superuser. */
  readonly databaseUrl: string;
  /** Where each service (its first instance) listens itself: http://127.0.0.1:8101 */
  readonly serviceUrls: Readonly<Partial<Record<ServiceName, string>>>;
  /** The processes of the services as they are now, by the names of the instances; one that is being restarted has none. */
  readonly servicePids: Readonly<Partial<Record<ServiceName, number>>>;
  /** Every instance of every service as it is now. */
  readonly instances: readonly RunningInstance[];
  /** The pids of `kafka` and `postgres`, where they run here. */
  readonly infrastructurePids: Readonly<Record<string, number>>;
  /** A bearer token of a local user: `ada`. */
  tokenFor(user: string): Promise<string>;
  /** Ends every instance of a service and starts it again; answers when all are ready. */
  restart(service: ServiceName): Promise<void>;
  /** Ends the services, which drain first, then the edge, the issuer, Kafka and PostgreSQL. Safe to call again. */
  stop(): Promise<void>;
}

export interface RunningInstance extends Instance {
  /** None while it is being restarted. */
  readonly pid: number | undefined;
}

/**
 * Starts the whole system on this machine and resolves when every service is ready.
 * If something fails, stops everything that has been started, in order.
 * @throws LocalError whose `details.fix` is the fix for the user
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  await using cleanup = new AsyncDisposableStack();
  const report = options.report ?? (() => undefined);
  const variables = readVariables(options.environment);
  const count = options.instances ?? variables.SLIPWAY_INSTANCES;
  cleanup.defer(await occupy(options.dataFolder, report));
  const ports =
    options.ports === 'free' ? await freePorts(count) : await demandPorts(fixedPorts(variables, count), options);

  report('starting PostgreSQL and Kafka');
  const infrastructure = await startInfrastructure({ ...given(variables), ...options, ports, report });
  cleanup.defer(() => infrastructure.stop());
  report('migrating the store, creating the topics');
  const [database] = await Promise.all([
    prepareDatabase(infrastructure.databaseUrl, variables),
    createTopics(infrastructure.kafkaBrokers, topicSettingsOf(variables)),
  ]);

  const issuer = await startIssuer({
    port: ports.issuer,
    portVariable: 'SLIPWAY_ISSUER_PORT',
    keyFile: path.join(options.dataFolder, 'issuer', 'key.json'),
  });
  cleanup.defer(() => issuer.stop());
  const selected = options.services ?? serviceNames;
  const instances = instancesOf(selected, ports);
  const routes = {
    ...Object.groupBy(instances, ({ service }) => service),
    auth: [{ url: new URL(issuer.url).origin }],
  };
  const edge = await startEdge({
    port: ports.edge,
    portVariable: 'SLIPWAY_EDGE_PORT',
    routes,
    index: indexOf(`http://127.0.0.1:${ports.edge}`, selected),
  });
  cleanup.defer(() => edge.stop());

  report(`starting ${selected.join(', ')}`);
  const services = await startServices(
    {
      ...options,
      env: { TOPIC_PREFIX: variables.TOPIC_PREFIX, ...options.env },
      bundles: variables.SLIPWAY_BUNDLES,
      report,
      instances,
      database,
      issuerUrl: issuer.url,
      kafkaBrokers: infrastructure.kafkaBrokers,
    },
    (stop) => cleanup.defer(stop),
  );
  const running = cleanup.move();
  return {
    edgeUrl: edge.url,
    issuerUrl: issuer.url,
    kafkaBrokers: infrastructure.kafkaBrokers,
    databaseUrl: database.adminUrl,
    // The first instance comes last and so stays.
    serviceUrls: Object.fromEntries(instances.toReversed().map(({ service, url }) => [service, url])),
    get servicePids() {
      return pidsOf(services.processes);
    },
    get instances() {
      const pids = pidsOf(services.processes);
      return instances.map((instance) => ({ ...instance, pid: pids[instance.name] }));
    },
    get infrastructurePids() {
      return pidsOf(infrastructure.processes);
    },
    tokenFor: (user) => issuer.tokenFor(user),
    restart: (service) => services.restart(service),
    stop: () => running.disposeAsync(),
  };
}

const given = ({ DATABASE_URL, KAFKA_BROKERS }: LocalVariables) => ({
  databaseUrl: DATABASE_URL,
  kafkaBrokers: KAFKA_BROKERS,
});

const pidsOf = (processes: readonly Supervised[]): Record<string, number> =>
  Object.fromEntries(processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid]])));

async function freePorts(count: number): Promise<PortPlan> {
  const some = () => Promise.all(Array.from({ length: count }, freePort));
  const each = async () =>
    Object.fromEntries(await Promise.all(serviceNames.map(async (name) => [name, await some()]))) as PortsOfServices;
  const [edge, postgres, kafka, kafkaController, issuer] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return {
    edge,
    postgres,
    kafka,
    kafkaController,
    issuer,
    services: await each(),
    health: await each(),
  };
}

/** The doors' ports; those of PostgreSQL and Kafka are looked at where these are started. */
async function demandPorts(ports: PortPlan, { services = serviceNames }: SystemOptions): Promise<PortPlan> {
  await demandFreePort(ports.edge, 'SLIPWAY_EDGE_PORT', 'the edge');
  await demandFreePort(ports.issuer, 'SLIPWAY_ISSUER_PORT', 'the local issuer');
  for (const service of services) {
    const firstOf = (variable: string) => `${variable}, the first of seven for each instance,`;
    for (const port of ports.services[service]) {
      await demandFreePort(port, firstOf('SLIPWAY_SERVICE_PORTS_FROM'), service);
    }
    for (const port of ports.health[service]) {
      await demandFreePort(port, firstOf('SLIPWAY_HEALTH_PORTS_FROM'), `health of ${service}`);
    }
  }
  return ports;
}
