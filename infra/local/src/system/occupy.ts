import { LocalError } from '../local-error.js';
import { endLeftovers, forgetRun, recordedRuns, recordRun } from '../process/run-record.js';

const name = 'supervisor';

/**
 * Claims the data folder for this process and stops processes that a killed supervisor left running in it.
 * @returns a function that releases the folder
 * @throws LocalError ALREADY_RUNNING when another supervisor is at work there.
 */
export async function occupy(dataFolder: string, report: (line: string) => void): Promise<() => void> {
  demandUnoccupied(dataFolder);
  await endLeftovers(dataFolder, report);
  recordRun(dataFolder, name, process.pid);
  return () => forgetRun(dataFolder, name);
}

/** @throws LocalError ALREADY_RUNNING when a supervisor is at work in the folder. */
export function demandUnoccupied(dataFolder: string): void {
  const other = recordedRuns(dataFolder).find((run) => run.name === name);
  if (other === undefined) return;
  const fix = `Slipway is running here already (process ${other.pid}): stop that one with Ctrl-C, or set SLIPWAY_DATA_FOLDER and the ports for a second one`;
  throw new LocalError('ALREADY_RUNNING', { pid: other.pid, fix });
}
