import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { containerSettings, freePort, kafkaImage } from '@slipway/local/infrastructure';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';

export const postgresImage = 'postgres:18';

/** Starts the servers in containers, or answers undefined when no engine answers or it cannot get the images. */
export async function startContainers(report: (line: string) => void) {
  if (!(await engineAnswers())) return undefined;
  report(`starting ${postgresImage} and ${kafkaImage} with Docker, which fetches what it lacks`);
  const started: StartedTestContainer[] = [];
  const stop = async () => {
    for (const container of started.reverse()) await container.stop();
  };
  try {
    const postgres = await new PostgreSqlContainer(postgresImage)
      .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=300'])
      .start();
    started.push(postgres);
    const kafka = await startKafkaContainer();
    started.push(kafka.container);
    return { databaseUrl: postgres.getConnectionUri(), kafkaBrokers: kafka.brokers, stop };
  } catch (error) {
    await stop();
    report(
      `the Docker engine could not run ${postgresImage} and ${kafkaImage} (${String(error)}); using local processes`,
    );
    return undefined;
  }
}

async function engineAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    // The error of testcontainers if there is no engine.
    return false;
  }
}

/** Kafka advertises its address to clients, so its port must be the same inside and outside: a free port is chosen in advance. */
async function startKafkaContainer() {
  const port = await freePort();
  const container = await new GenericContainer(kafkaImage)
    .withExposedPorts({ container: port, host: port })
    .withEnvironment(containerSettings({ port, controllerPort: port === 29093 ? 29094 : 29093 }))
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return { container, brokers: `127.0.0.1:${port}` };
}
