import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clear, startInfrastructure } from '@slipway/local/infrastructure';
import { dropLeftovers } from './leftovers.js';
import { startContainers } from './containers.js';

/** Servers of one test run, and what the test files read from the environment to find them. */
export interface TestRun {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Servers {
  readonly databaseUrl: string;
  readonly kafkaBrokers: string;
  stop(): Promise<void>;
}

/**
 * Starts one PostgreSQL and one Kafka for a test run: in containers when a Docker engine answers and has the images,
 * else as processes on free ports in a temporary folder. Given SLIPWAY_TEST_DATABASE_URL or SLIPWAY_TEST_KAFKA_BROKERS
 * replace them.
 */
export async function startTestRun(report: (line: string) => void, signal?: AbortSignal): Promise<TestRun> {
  const outlivesRun = process.env['SLIPWAY_TEST_DATABASE_URL'] !== undefined;
  const servers = await startServers(report, signal);
  const run = randomBytes(4).toString('hex');
  return {
    environment: {
      SLIPWAY_TEST_DATABASE_URL: servers.databaseUrl,
      SLIPWAY_TEST_KAFKA_BROKERS: servers.kafkaBrokers,
      SLIPWAY_TEST_RUN: run,
    },
    stop: async () => {
      if (outlivesRun) await dropLeftovers(servers.databaseUrl, run);
      await servers.stop();
    },
  };
}

async function startServers(report: (line: string) => void, signal: AbortSignal | undefined): Promise<Servers> {
  const databaseUrl = process.env['SLIPWAY_TEST_DATABASE_URL'];
  const kafkaBrokers = process.env['SLIPWAY_TEST_KAFKA_BROKERS'];
  if (databaseUrl !== undefined && kafkaBrokers !== undefined) {
    return { databaseUrl, kafkaBrokers, stop: () => Promise.resolve() };
  }
  if (databaseUrl === undefined && kafkaBrokers === undefined) {
    const containers = await startContainers(report);
    if (containers !== undefined) return containers;
  }
  return startProcesses({ databaseUrl, kafkaBrokers, signal }, report);
}

async function startProcesses(
  given: { databaseUrl: string | undefined; kafkaBrokers: string | undefined; signal: AbortSignal | undefined },
  report: (line: string) => void,
): Promise<Servers> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'slipway-test-'));
  // PostgreSQL, which may run as another user, passes through it.
  chmodSync(dataFolder, 0o711);
  const remove = async () => {
    await clear(dataFolder, report);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const servers = await startInfrastructure({ ...given, dataFolder, ports: 'free', durable: false, report });
    const stop = async () => {
      await servers.stop();
      await remove();
    };
    return { databaseUrl: servers.databaseUrl, kafkaBrokers: servers.kafkaBrokers, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
