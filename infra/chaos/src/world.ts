import { mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { clear, readVariables, repositoryRoot, startSystem } from '@slipway/local';
import { OutsideWorld, setStage, settingsFor, type Patience, type Taken } from '@slipway/scenarios';
import { Kafka, logLevel } from 'kafkajs';
import { Database } from './database.js';
import type { Ground } from './ground.js';

interface Needs {
  /** Of each service. */
  readonly instances: number;
  readonly say: (line: string) => void;
  readonly over: AbortSignal;
  readonly onTaken: (taken: Taken) => void;
}

/** Users retry requests without a response for as long as a fault and its recovery can last. */
const patience: Patience = { door: 240_000, attempt: 10_000, release: 300_000 };

/** The logs of all parts, kept until the next run to investigate violations. */
export const logsOfLastRun = path.join(repositoryRoot, '.slipway', 'chaos-logs');

/** Starts a new system. `cleanup` stops it and removes everything that it stored except the logs. */
export async function startGround(needs: Needs, cleanup: AsyncDisposableStack): Promise<Ground> {
  const { instances, say, over, onTaken } = needs;
  const dataFolder = await mkdtemp(path.join(repositoryRoot, '.slipway', 'chaos-'));
  cleanup.defer(async () => {
    await rm(logsOfLastRun, { recursive: true, force: true });
    await rename(path.join(dataFolder, 'logs'), logsOfLastRun);
    await clear(dataFolder, say);
    await rm(dataFolder, { recursive: true, force: true });
  });
  const world = await OutsideWorld.open();
  cleanup.defer(() => world.stop());
  // Intake abandons a message about an unknown release within the run.
  const env = { ...settingsFor(world), INTAKE_PATIENCE: 'PT10S', LOG_LEVEL: 'warn' };
  const environment = { ...process.env, TOPIC_PREFIX: '', DATABASE_URL: '', KAFKA_BROKERS: '' };
  const system = await startSystem({
    ...{ dataFolder, ports: 'free', env, environment, instances, signal: over },
    report: say,
  });
  cleanup.defer(() => system.stop());
  const stage = await setStage(system, { world, patience, onTaken });
  cleanup.defer(() => stage.stop());
  const { SLIPWAY_ROLE_PASSWORD: password } = readVariables(environment);
  const database = new Database({ adminUrl: system.databaseUrl, password });
  const brokers = system.kafkaBrokers.split(',');
  const kafka = new Kafka({ clientId: 'chaos', brokers, logLevel: logLevel.NOTHING });
  return { system, world, stage, database, kafka };
}
