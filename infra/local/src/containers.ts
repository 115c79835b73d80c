import { serviceNames } from '@slipway/contracts';
import { z } from 'zod';
import { startEdge } from './edge/edge.js';
import { startIssuer } from './issuer/issuer.js';
import { awaitCoordinators } from './kafka/await-coordinators.js';
import { createTopics } from './kafka/topics.js';
import { readVariables, topicSettingsOf } from './settings.js';
import { indexOf } from './system/index-page.js';
import { prepareDatabase } from './system/prepare-database.js';

const Given = z.object({ DATABASE_URL: z.string(), KAFKA_BROKERS: z.string() });

/** One-shot, before the services start: the newest schema and every topic. */
export async function migrate(report: (line: string) => void): Promise<void> {
  const variables = readVariables();
  const { DATABASE_URL, KAFKA_BROKERS } = Given.parse(process.env);
  await prepareDatabase(DATABASE_URL, variables);
  report('the store has the newest schema');
  await awaitCoordinators(KAFKA_BROKERS);
  const names = await createTopics(KAFKA_BROKERS, topicSettingsOf(variables));
  report(`the topics are there: ${names.join(', ')}`);
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
  const {
    HOST: host,
    PORT: port,
    ISSUER_URL,
    SERVICE_URL,
    HEALTH_URL,
    EDGE_URL,
  } = ContainerVariables.parse(process.env);
  const urlsAt = (pattern: string): Record<string, string> =>
    Object.fromEntries(serviceNames.map((name) => [name, pattern.replace('{service}', name)]));
  const routes = { ...urlsAt(SERVICE_URL), auth: new URL(ISSUER_URL).origin };
  const index = indexOf(EDGE_URL, serviceNames);
  const edge = await startEdge({ host, port, routes, healthRoutes: urlsAt(HEALTH_URL), index });
  report(`the edge listens on ${host}:${port}`);
  endWith(() => edge.stop());
}

function endWith(stop: () => Promise<void>): void {
  const end = () => void stop().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
