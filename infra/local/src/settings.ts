import path from 'node:path';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import { z } from 'zod';
import type { TopicSettings } from './kafka/topics.js';
import { LocalError } from './local-error.js';

const notAPort = 'must be a port from 1 to 65535';
const anyPort = z.coerce.number(notAPort).int(notAPort).min(1, notAPort).max(65535, notAPort);
const port = (fallback: number) => anyPort.default(fallback);

const Variables = z.object({
  DATABASE_URL: z.string().optional(),
  KAFKA_BROKERS: z.string().optional(),
  TOPIC_PREFIX: z.string().default(''),
  SLIPWAY_EDGE_PORT: port(8080),
  SLIPWAY_POSTGRES_PORT: port(15432),
  SLIPWAY_KAFKA_PORT: port(29092),
  SLIPWAY_KAFKA_CONTROLLER_PORT: port(29093),
  SLIPWAY_ISSUER_PORT: port(8090),
  SLIPWAY_SERVICE_PORTS_FROM: port(8101),
  SLIPWAY_HEALTH_PORTS_FROM: anyPort.optional(),
  SLIPWAY_INSTANCES: z.coerce.number().int().min(1).max(5).default(1),
  SLIPWAY_TOPIC_PARTITIONS: z.coerce.number().int().positive().default(6),
  SLIPWAY_TOPIC_RETENTION_DAYS: z.coerce.number().int().positive().default(30),
  SLIPWAY_ROLE_PASSWORD: z.string().min(1).default('slipway'),
  SLIPWAY_DATA_FOLDER: z.string().optional(),
  SLIPWAY_INSPECT_PORTS_FROM: anyPort.optional(),
  SLIPWAY_BUNDLES: z.string().optional(),
});
export type LocalVariables = z.infer<typeof Variables>;

/** Root of the repository: this file is in infra/local/src or infra/local/dist. */
export const repositoryRoot = path.resolve(import.meta.dirname, '..', '..', '..');

/** Reads what can be configured from the environment; an empty value counts as absent. */
export function readVariables(environment: NodeJS.ProcessEnv = process.env): LocalVariables {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Variables.safeParse(present);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`);
  throw new LocalError('SETTING_INVALID', { problems, fix: `${problems.join('; ')} (see .env.example)` });
}

export const dataFolderOf = (variables: LocalVariables): string =>
  path.resolve(repositoryRoot, variables.SLIPWAY_DATA_FOLDER ?? '.slipway');

/** The topics as the services expect them, which get the same prefix. */
export const topicSettingsOf = (variables: LocalVariables): TopicSettings => ({
  prefix: variables.TOPIC_PREFIX,
  partitions: variables.SLIPWAY_TOPIC_PARTITIONS,
  retentionDays: variables.SLIPWAY_TOPIC_RETENTION_DAYS,
});

/** Where each part listens, and the variable that changes it. */
export interface PortPlan {
  readonly edge: number;
  readonly postgres: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly issuer: number;
  /** The ports of a service's instances. */
  readonly services: PortsOfServices;
  /** Of their health and metrics. */
  readonly health: PortsOfServices;
  /** Of their Node inspectors, when they have any. */
  readonly inspect?: PortsOfServices | undefined;
}

export type PortsOfServices = Readonly<Record<ServiceName, readonly number[]>>;

/** Default offset of the health ports from the service ports, without SLIPWAY_HEALTH_PORTS_FROM. */
const healthDistance = 1000;

/** @param count instances of each service */
export function fixedPorts(variables: LocalVariables, count = variables.SLIPWAY_INSTANCES): PortPlan {
  const from = variables.SLIPWAY_SERVICE_PORTS_FROM;
  const inspectFrom = variables.SLIPWAY_INSPECT_PORTS_FROM;
  return {
    edge: variables.SLIPWAY_EDGE_PORT,
    postgres: variables.SLIPWAY_POSTGRES_PORT,
    kafka: variables.SLIPWAY_KAFKA_PORT,
    kafkaController: variables.SLIPWAY_KAFKA_CONTROLLER_PORT,
    issuer: variables.SLIPWAY_ISSUER_PORT,
    services: portsFrom(from, count),
    health: portsFrom(variables.SLIPWAY_HEALTH_PORTS_FROM ?? from + healthDistance, count),
    inspect: inspectFrom === undefined ? undefined : portsFrom(inspectFrom, count),
  };
}

/** The first instances have the first seven ports; further instances follow. */
function portsFrom(first: number, count: number): PortsOfServices {
  const portsOf = (index: number) => Array.from({ length: count }, (_, n) => first + n * serviceNames.length + index);
  const ports: [string, readonly number[]][] = serviceNames.map((service, index) => [service, portsOf(index)]);
  return Object.fromEntries(ports) as PortsOfServices;
}
