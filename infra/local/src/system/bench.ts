import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LocalError } from '../local-error.js';
import { freePort } from '../ports.js';
import { startPostgres } from '../postgres/postgres-server.js';
import { repositoryRoot } from '../settings.js';

/** Compares the event store with plain INSERTs, on its own PostgreSQL with full durability. */
export async function bench(report: (line: string) => void): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'slipway-bench-'));
  cleanup.defer(() => rm(dataFolder, { recursive: true, force: true }));
  report('starting PostgreSQL');
  const { adminUrl, process: server } = await startPostgres({
    dataFolder,
    report,
    port: await freePort(),
    durable: true,
  });
  cleanup.defer(() => server.stop());
  await runBench('libs/event-store/dist/bench/bench.js', [], { DATABASE_URL: adminUrl });
}

/** Plays whole releases through the public API, here and at another commit: `flows [--releases <n>] [--against <commit>]`. */
export const benchFlows = (args: readonly string[]): Promise<void> =>
  runBench('infra/scenarios/dist/bench/flows.js', args, {});

async function runBench(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const program = path.join(repositoryRoot, file);
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  const passOn = () => child.kill('SIGTERM');
  process.once('SIGTERM', passOn);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.removeListener('SIGTERM', passOn);
  if (code !== 0) throw new LocalError('PROGRAM_FAILED', { program, fix: 'the measurement ended early: see above' });
}
