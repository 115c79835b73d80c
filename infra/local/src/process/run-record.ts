import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { eventually } from '../eventually.js';
import { signal, startMark } from './identity.js';

const RunRecord = z.object({ name: z.string(), pid: z.int(), mark: z.string(), stop: z.enum(['SIGTERM', 'SIGINT']) });
type RunRecord = z.infer<typeof RunRecord>;

const folderOf = (dataFolder: string) => path.join(dataFolder, 'run');
const fileOf = (dataFolder: string, name: string) => path.join(folderOf(dataFolder), `${name}.json`);

/** Records a running process, so that the next start finds it even if this supervisor is killed. */
export function recordRun(dataFolder: string, name: string, pid: number, stop: RunRecord['stop'] = 'SIGTERM'): void {
  const mark = startMark(pid);
  if (mark === undefined) return;
  mkdirSync(folderOf(dataFolder), { recursive: true });
  writeFileSync(fileOf(dataFolder, name), JSON.stringify({ name, pid, mark, stop } satisfies RunRecord));
}

export function forgetRun(dataFolder: string, name: string): void {
  rmSync(fileOf(dataFolder, name), { force: true });
}

const isRunning = ({ pid, mark }: RunRecord) => startMark(pid) === mark;

/** The recorded processes that still run: those of a supervisor at work, or of one that was killed. */
export function recordedRuns(dataFolder: string): readonly RunRecord[] {
  let files: string[];
  try {
    files = readdirSync(folderOf(dataFolder)).filter((file) => file.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files.flatMap((file) => readRecord(path.join(folderOf(dataFolder), file))).filter(isRunning);
}

function readRecord(file: string): RunRecord[] {
  try {
    return [RunRecord.parse(JSON.parse(readFileSync(file, 'utf8')))];
  } catch {
    // Half written when the supervisor was killed: its process had barely started, and the port check finds it.
    return [];
  }
}

/** Stops processes that a killed supervisor left behind, gracefully first, and deletes their records. */
export async function endLeftovers(dataFolder: string, report: (line: string) => void): Promise<void> {
  const leftovers = recordedRuns(dataFolder);
  for (const run of leftovers) {
    report(`ending ${run.name} (process ${run.pid}), which an earlier start left behind`);
    signal(run.pid, run.stop);
  }
  await Promise.all(leftovers.map(endForGood));
  rmSync(folderOf(dataFolder), { recursive: true, force: true });
}

async function endForGood(run: RunRecord): Promise<void> {
  const ended = () => !isRunning(run);
  try {
    await eventually(ended, { within: 10_000, what: `the end of ${run.name}` });
  } catch {
    // It ignores the request to exit.
    signal(run.pid, 'SIGKILL');
    await eventually(ended, { within: 10_000, what: `the end of ${run.name} by SIGKILL` });
  }
}
