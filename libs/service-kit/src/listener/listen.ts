import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceKitError } from '../service-kit-error.js';

/** The address to listen on, and the variables that set it. */
export interface ListenerPlace {
  readonly port: number;
  readonly host: string;
  readonly portVariable: string;
  readonly hostVariable: string;
}

/**
 * Listens. Returns the port, which the system has chosen if 0 was requested.
 * @throws ServiceKitError PORT_UNAVAILABLE that names the port and the variable that changes it
 */
export function listen(server: Server, place: ListenerPlace): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(listenProblem(error, place));
    });
    server.listen(place.port, place.host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The same error for a server that other code starts; any other error is returned as it is. */
export function listenProblem(error: unknown, { port, host, portVariable, hostVariable }: ListenerPlace): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const where = `port ${String(port)} of ${host}`;
  const fixes: Readonly<Record<string, string>> = {
    EADDRINUSE: `${where} is in use: end the program that uses it, or set ${portVariable} to another port`,
    EACCES: `${where} is not for this user: set ${portVariable} to a port above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine: set ${hostVariable} to one`,
  };
  const fix = fixes[code];
  if (fix === undefined) return error instanceof Error ? error : new Error(String(error));
  return new ServiceKitError('PORT_UNAVAILABLE', { port, host, variable: portVariable, fix }, { cause: error });
}
