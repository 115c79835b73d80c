import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { kafkaVolume } from '../kafka/kafka-container.js';
import { postgresAccount } from '../postgres/account.js';
import { clusterFolder } from '../postgres/places.js';
import { endLeftovers } from '../process/run-record.js';
import { demandUnoccupied } from './occupy.js';

/** What this system makes in its data folder: nothing else there is touched. */
const ours = ['postgres', 'postgres.unfinished', 'logs', 'run', 'issuer', 'services', 'demo', 'test'];

/**
 * Removes all that was stored locally: databases, topics, keys, logs. Kafka's jars stay, as they come from Maven.
 * @throws LocalError ALREADY_RUNNING when the system runs.
 */
export async function reset(dataFolder: string, report: (line: string) => void): Promise<void> {
  demandUnoccupied(dataFolder);
  await endLeftovers(dataFolder, report);
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
  remove(clusterFolder(dataFolder, postgresAccount()));
  for (const name of ours) remove(path.join(dataFolder, name));
  for (const name of entriesOf(path.join(dataFolder, 'kafka'))) {
    if (name !== 'libs') remove(path.join(dataFolder, 'kafka', name));
  }
  // Where Kafka ran in a container; without Docker there is nothing to remove.
  spawnSync('docker', ['volume', 'rm', '--force', kafkaVolume(dataFolder)], { stdio: 'ignore' });
  report(`removed what was stored in ${dataFolder}`);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
