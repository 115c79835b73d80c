import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Checkout } from './checkout.js';

/** A system that a checkout has started by its own `npm start`. */
export interface LaunchedSystem {
  readonly edgeUrl: string;
  readonly kafkaBrokers: string;
  readonly dataFolder: string;
  /** Until it reported that it is up. */
  readonly startSeconds: number;
  tokenFor(user: string): Promise<string>;
  stop(): Promise<void>;
}

const running = new Set<LaunchedSystem>();

/** Stops what runs, for a program that has to end. */
export async function stopLaunched(): Promise<void> {
  await Promise.all([...running].map((system) => system.stop()));
}

/** @throws when it ends before it is up, with its last output */
export async function launch(
  { root }: Checkout,
  dataFolder: string,
  settings: Readonly<Record<string, string>>,
): Promise<LaunchedSystem> {
  const first = await firstFreePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['infra/run.mjs', 'start'], {
    cwd: root,
    env: { ...process.env, ...portsFrom(first), ...settings, SLIPWAY_DATA_FOLDER: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const { promise: up, resolve, reject } = Promise.withResolvers<undefined>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      output.push(line);
      if (line === 'Slipway is up.') resolve(undefined);
    });
  }
  const ended = once(child, 'exit');
  void ended.then(() => {
    reject(new Error(`${root} does not start:\n${output.slice(-20).join('\n')}`));
  });
  await up;
  const edgeUrl = `http://127.0.0.1:${String(first)}`;
  const system: LaunchedSystem = {
    edgeUrl,
    kafkaBrokers: `127.0.0.1:${String(first + 2)}`,
    dataFolder,
    startSeconds: (performance.now() - began) / 1000,
    tokenFor: tokensOf(edgeUrl),
    stop: async () => {
      running.delete(system);
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.add(system);
  return system;
}

function portsFrom(first: number): Record<string, string> {
  const names = ['EDGE_PORT', 'POSTGRES_PORT', 'KAFKA_PORT', 'KAFKA_CONTROLLER_PORT', 'ISSUER_PORT'];
  const ports = Object.fromEntries(names.map((name, index) => [`SLIPWAY_${name}`, String(first + index)]));
  return { ...ports, SLIPWAY_SERVICE_PORTS_FROM: String(first + names.length) };
}

/** The first of a row that the kernel gives to no outgoing connection, and that nobody listens on. */
async function firstFreePort(): Promise<number> {
  for (let first = 21_000; first < 32_000; first += 40) {
    const row = Array.from({ length: 40 }, (_, index) => isFree(first + index));
    if ((await Promise.all(row)).every(Boolean)) return first;
  }
  throw new Error('no row of 40 ports below 32000 is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** One for each user: they outlive a run. */
function tokensOf(edgeUrl: string): (user: string) => Promise<string> {
  const taken = new Map<string, Promise<string>>();
  return (user) => {
    const token = taken.get(user) ?? takeToken(edgeUrl, user);
    taken.set(user, token);
    return token;
  };
}

async function takeToken(edgeUrl: string, user: string): Promise<string> {
  const response = await fetch(`${edgeUrl}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: user, password: user }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
