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

/** People send again what is not answered, for as long as a fault and what comes after it may last. */
const patience: Patience = { door: 240_000, attempt: 10_000, release: 300_000 };

/** What every part wrote, until the next run: to look at when a promise was broken. */
export const logsOfLastRun = path.join(repositoryRoot, '.slipway', 'chaos-logs');

/** Starts a system of its own from nothing; `cleanup` ends what it starts, and removes what was stored but the logs. */
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
  // A message about a release that does not exist is given up within the run.
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
