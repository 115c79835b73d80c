import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { textOf } from '@slipway/contracts';
import { z } from 'zod';
import { ExecutorError } from '../../domain/deployment-executor.js';
import { endProcesses } from './end-processes.js';
import { isAlive } from './process-identity.js';
import { readProxy, Routes, type Route } from './proxy/proxy-files.js';
import type { TargetFiles } from './target-files.js';

const ProxyState = z.object({ routes: Routes, underWay: z.record(z.string(), z.number()) });
export type ProxyState = z.infer<typeof ProxyState>;

export interface ProxyParts {
  readonly target: string;
  readonly port: number;
  readonly files: TargetFiles;
  readonly command: readonly [string, ...string[]];
}

const lookEvery = 25;
const startPatience = 15_000;
const answerPatience = 5000;
const endPatience = 8000;
/** The proxy's exit code for a port that someone else has. */
const portTaken = 3;

/** The proxy at a target's stable address: a process of its own, which outlives this one. */
export class ProxyClient {
  constructor(private readonly parts: ProxyParts) {}

  isRunning(): boolean {
    const record = readProxy(this.parts.files.folder);
    return record?.port === this.parts.port && isAlive(record);
  }

  /** Starts it when it does not run. @throws ExecutorError PORT_TAKEN, PROXY_UNREACHABLE */
  async ensure(): Promise<void> {
    if (this.isRunning()) return;
    const elsewhere = readProxy(this.parts.files.folder);
    // The target was given another port: the proxy at the old one ends, and its instances with it.
    if (elsewhere !== undefined) await endProcesses([elsewhere], endPatience);
    await this.start();
  }

  state(): Promise<ProxyState> {
    return this.ask('GET', '/state');
  }

  /** Resolves when every new request follows these routes. */
  async route(routes: readonly Route[]): Promise<void> {
    await this.ask('PUT', '/routes', routes);
  }

  private async ask(method: string, path: string, body?: unknown): Promise<ProxyState> {
    const { target } = this.parts;
    const record = readProxy(this.parts.files.folder);
    try {
      if (record === undefined) throw new Error('it has not been started');
      const response = await fetch(`http://127.0.0.1:${record.controlPort}${path}`, {
        method,
        headers: { authorization: `Bearer ${record.token}` },
        signal: AbortSignal.timeout(answerPatience),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      return ProxyState.parse(await response.json());
    } catch (cause) {
      const why = textOf(cause);
      throw new ExecutorError('PROXY_UNREACHABLE', { target, why }, { cause });
    }
  }

  private async start(): Promise<void> {
    const { target, port, files, command } = this.parts;
    const [program, ...args] = command;
    const log = openSync(files.log('proxy'), 'a', 0o600);
    const child = spawn(program, [...args, files.folder, String(port)], {
      detached: true,
      stdio: ['ignore', log, log],
      env: proxyEnvironment(),
    });
    closeSync(log);
    let ended: string | undefined;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code) => (ended = `exit code ${code ?? '?'}`));
    child.unref();
    const end = Date.now() + startPatience;
    while (Date.now() < end) {
      if (this.isRunning()) return;
      if (child.exitCode === portTaken) {
        const fix = 'end what listens there, or give the target another port in DEPLOYMENT_TARGETS';
        throw new ExecutorError('PORT_TAKEN', { target, port, fix });
      }
      if (ended !== undefined) throw new ExecutorError('PROXY_UNREACHABLE', { target, why: ended, log: 'proxy.log' });
      await delay(lookEvery);
    }
    child.kill('SIGKILL');
    throw new ExecutorError('PROXY_UNREACHABLE', { target, why: 'it did not start in time', log: 'proxy.log' });
  }
}

/** Nothing of this service's own environment goes there but who owns the system and where to listen. */
function proxyEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'SLIPWAY_SUPERVISOR_PID', 'DEPLOYMENT_TARGET_HOST'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
