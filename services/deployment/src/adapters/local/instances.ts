import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { textOf } from '@slipway/contracts';
import getPort from 'get-port';
import { ExecutorError } from '../../domain/deployment-executor.js';
import type { UnpackedArtifact } from './artifact-store.js';
import { identify, isAlive } from './process-identity.js';
import type { Instance } from './target-files.js';

export interface Launch {
  /** The release of the instance set: part of the name of the log, and passed to the instance. */
  readonly name: string;
  readonly artifact: UnpackedArtifact;
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const lookEvery = 100;
const probePatience = 2000;

/**
 * Starts an instance that outlives this process, and returns before it is ready. It gets its settings, PORT and HOST,
 * and nothing of the environment of this service but PATH.
 */
export async function startInstance({ name, artifact, settings, logFile }: Launch): Promise<Instance> {
  const port = await getPort({ host: '127.0.0.1' });
  const [program = '', ...args] = artifact.manifest.start;
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(program === 'node' ? process.execPath : program, args, {
      cwd: artifact.folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env['PATH'] ?? '',
        ...settings,
        PORT: String(port),
        HOST: '127.0.0.1',
        SLIPWAY_RELEASE: name,
      },
    });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    failed.catch(() => undefined);
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity === undefined) return await Promise.race([failed, endedAtOnce(name)]);
    return { ...identity, port };
  } catch (cause) {
    if (cause instanceof ExecutorError) throw cause;
    const why = textOf(cause);
    throw new ExecutorError(
      'INSTANCE_NOT_READY',
      { release: name, why, fix: 'check "start" in slipway.json' },
      { cause },
    );
  } finally {
    closeSync(log);
  }
}

async function endedAtOnce(release: string): Promise<never> {
  await delay(lookEvery);
  throw new ExecutorError('INSTANCE_NOT_READY', { release, why: 'it ended at once', fix: 'look into its log' });
}

/** Whether the instance came to be ready, or ended, or took too long; in milliseconds. */
export async function becomesReady(instance: Instance, ready: string, within: number): Promise<boolean> {
  const end = Date.now() + within;
  while (isAlive(instance) && Date.now() < end) {
    if (await answers(instance, ready)) return true;
    await delay(lookEvery);
  }
  return false;
}

async function answers({ port }: Instance, ready: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(probePatience);
    const response = await fetch(`http://127.0.0.1:${port}${ready}`, { redirect: 'manual', signal });
    // The body is never used, and can be endless.
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet: that is what the caller waits for.
    return false;
  }
}
