import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LocalError } from './local-error.js';

/** Listens for a moment on 127.0.0.1. */
function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve());
    });
  });
}

/** Below the ephemeral range: an outgoing connection could take such a port before its listener does. */
const [lowest, behindHighest] = [16_384, 32_768];
const given = new Set<number>();

/** A free port of 127.0.0.1 that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, behindHighest);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** Whether nothing listens on this port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await listen(port);
    return true;
  } catch (error) {
    // Under Jest, Node's errors are not instances of this module's Error.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/**
 * Checks that the port is free before anything is started.
 * @throws LocalError PORT_IN_USE that names the port and the variable that changes it.
 */
export async function demandFreePort(port: number, variable: string, purpose: string): Promise<void> {
  try {
    await listen(port);
  } catch (cause) {
    const fix = `port ${port} for ${purpose} is in use: end the program that uses it, or set ${variable} to another port`;
    throw new LocalError('PORT_IN_USE', { port, variable, fix }, { cause });
  }
}
