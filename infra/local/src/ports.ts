import { createServer, type AddressInfo } from 'node:net';
import { LocalError } from './local-error.js';

/** Listens for a moment on 127.0.0.1; 0 has the system choose. Answers the port. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: chosen } = server.address() as AddressInfo;
      server.close(() => resolve(chosen));
    });
  });
}

/** A port of 127.0.0.1 that nothing listens on now. */
export const freePort = (): Promise<number> => listen(0);

/**
 * Makes sure that the port can be had before anything is started.
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
