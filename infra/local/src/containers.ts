import { serviceNames } from '@slipway/contracts';
import { checkKafkaSecurity, kafkaSecurityOf, kafkaSecurityVariables } from '@slipway/messaging/kafka-security';
import { z } from 'zod';
import { startEdge } from './edge/edge.js';
import { startIssuer } from './issuer/issuer.js';
import { awaitCoordinators } from './kafka/await-coordinators.js';
import { createTopics, grantAccess } from './kafka/topics.js';
import { readVariables, topicSettingsOf } from './settings.js';
import { indexOf } from './system/index-page.js';
import { prepareDatabase } from './system/prepare-database.js';

const Given = z
  .object({ DATABASE_URL: z.string(), KAFKA_BROKERS: z.string(), ...kafkaSecurityVariables })
  .superRefine(checkKafkaSecurity);

/** Runs once before the services start: migrates the schema, creates the topics and, if the broker authenticates clients, sets their rights. */
export async function migrate(report: (line: string) => void): Promise<void> {
  const variables = readVariables();
  const { DATABASE_URL, KAFKA_BROKERS, ...others } = Given.parse(process.env);
  const broker = { brokers: KAFKA_BROKERS, security: kafkaSecurityOf(others) };
  await prepareDatabase(DATABASE_URL, variables);
  report('the store schema is up to date');
  await awaitCoordinators(broker);
  const names = await createTopics(KAFKA_BROKERS, topicSettingsOf(variables), undefined, broker.security);
  report(`the topics exist: ${names.join(', ')}`);
  if (broker.security.sasl === undefined) return;
  await grantAccess(broker, variables.TOPIC_PREFIX);
  report('the access rights of services, publisher and sre are set');
}

const ContainerVariables = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().default(8080),
  /** The address by which the services reach the issuer, which its tokens name. */
  ISSUER_URL: z.string().default('http://issuer:8080/auth'),
  /** Where a service is; `{service}` stands for its name. */
  SERVICE_URL: z.string().default('http://{service}:8080'),
  /** Where its health and metrics are. */
  HEALTH_URL: z.string().default('http://{service}:9080'),
  /** By what address people reach the edge. */
  EDGE_URL: z.string().default('http://localhost:8080'),
});

export async function serveIssuer(report: (line: string) => void): Promise<void> {
  const { HOST: host, PORT: port, ISSUER_URL: publicUrl } = ContainerVariables.parse(process.env);
  const issuer = await startIssuer({ host, port, publicUrl });
  report(`the issuer listens on ${host}:${port}`);
  endWith(() => issuer.stop());
}

export async function serveEdge(report: (line: string) => void): Promise<void> {
  const variables = ContainerVariables.parse(process.env);
  const { HOST: host, PORT: port, ISSUER_URL, SERVICE_URL, HEALTH_URL, EDGE_URL } = variables;
  const targetOf = (name: string) => {
    const at = (pattern: string) => pattern.replace('{service}', name);
    return [{ url: at(SERVICE_URL), healthUrl: at(HEALTH_URL) }];
  };
  const services = Object.fromEntries(serviceNames.map((name) => [name, targetOf(name)]));
  const routes = { ...services, auth: [{ url: new URL(ISSUER_URL).origin }] };
  const edge = await startEdge({ host, port, routes, index: indexOf(EDGE_URL, serviceNames) });
  report(`the edge listens on ${host}:${port}`);
  endWith(() => edge.stop());
}

function endWith(stop: () => Promise<void>): void {
  const end = () => void stop().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
