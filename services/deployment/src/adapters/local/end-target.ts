import { readdirSync } from 'node:fs';
import path from 'node:path';
import { endProcesses } from './end-processes.js';
import { readInstances, readProxy } from './proxy/proxy-files.js';

/** Longer than a proxy needs to end its instances. */
const patience = 10_000;

/** Ends the proxy of every target in the work folder, and its instances. What is to run is not forgotten: a service that starts runs it again. */
export async function endAllTargets(workFolder: string): Promise<readonly string[]> {
  const folder = path.join(workFolder, 'targets');
  const targets = foldersIn(folder);
  await Promise.all(targets.map((target) => endTarget(path.join(folder, target))));
  return targets;
}

async function endTarget(folder: string): Promise<void> {
  const proxy = readProxy(folder);
  if (proxy !== undefined) await endProcesses([proxy], patience);
  // Those that a proxy which was killed could not end.
  await endProcesses(readInstances(folder) ?? [], patience);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
