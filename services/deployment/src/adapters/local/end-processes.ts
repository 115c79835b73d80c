import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, signal, type ProcessIdentity } from './process-identity.js';

const lookEvery = 50;

/** Asks the processes to end, and kills those that have not ended within `patience` milliseconds. */
export async function endProcesses(processes: readonly ProcessIdentity[], patience: number): Promise<void> {
  for (const each of processes) signal(each, 'SIGTERM');
  if (await ended(processes, patience)) return;
  for (const each of processes) signal(each, 'SIGKILL');
  await ended(processes, patience);
}

async function ended(processes: readonly ProcessIdentity[], within: number): Promise<boolean> {
  const end = Date.now() + within;
  while (processes.some(isAlive) && Date.now() < end) await delay(lookEvery);
  return !processes.some(isAlive);
}
