import { LocalError } from '../local-error.js';
import { endLeftovers, forgetRun, recordedRuns, recordRun } from '../process/run-record.js';

const name = 'supervisor';

/**
 * Takes the data folder for this process and ends what a supervisor that was killed left running in it.
 * Answers what gives the folder back.
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
