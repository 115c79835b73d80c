import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { removeKafkaVolume } from '../kafka/kafka-container.js';
import { postgresAccount } from '../postgres/account.js';
import { clusterFolder } from '../postgres/places.js';
import { endLeftovers } from '../process/run-record.js';
import { demandUnoccupied } from './occupy.js';

/** The files that this system creates in its data folder; nothing else there is touched. */
const ours = [
  ...['postgres', 'postgres.unfinished', 'logs', 'run', 'issuer', 'services', 'compile-cache', 'demo', 'test'],
  'chaos-logs',
];

/**
 * Removes all local data: databases, topics, keys and logs, including those of the demonstration.
 * @throws LocalError ALREADY_RUNNING when one of both runs.
 */
export async function reset(dataFolder: string, report: (line: string) => void): Promise<void> {
  demandUnoccupied(dataFolder);
  await clear(path.join(dataFolder, 'demo'), report);
  await clear(dataFolder, report);
  report(`removed the data in ${dataFolder}`);
}

/**
 * Stops processes that still run on a data folder and removes its data, in the folder and elsewhere. Kafka's jars
 * stay, as they come from Maven.
 * @throws LocalError ALREADY_RUNNING when a system runs there.
 */
export async function clear(dataFolder: string, report: (line: string) => void): Promise<void> {
  demandUnoccupied(dataFolder);
  await endLeftovers(dataFolder, report);
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
  remove(clusterFolder(dataFolder, postgresAccount()));
  removeKafkaVolume(dataFolder);
  for (const name of ours) remove(path.join(dataFolder, name));
  for (const name of entriesOf(path.join(dataFolder, 'kafka'))) {
    if (name !== 'libs') remove(path.join(dataFolder, 'kafka', name));
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
