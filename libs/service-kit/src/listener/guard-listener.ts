import { once } from 'node:events';
import type { Server } from 'node:http';
import { Connections, type ListenerLimits } from './connections.js';

const sweepMs = 1000;

export interface GuardedListener {
  /**
   * Stops to listen. Requests under way are answered, for at most so many milliseconds; other connections end at once.
   * Safe to call when nothing listens.
   */
  drain(patienceMs: number): Promise<void>;
}

/** Makes the limits hold, however slow the senders are. To be called before the server listens. */
export function guardListener(server: Server, limits: ListenerLimits): GuardedListener {
  const connections = new Connections(limits);
  Object.assign(server, {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    timeout: limits.idleMs,
    // By default Node looks every thirty seconds: until then nothing is too late.
    connectionsCheckingInterval: Math.min(sweepMs, limits.headersMs),
  });
  server.on('connection', (socket) => {
    connections.add(socket);
  });
  server.prependListener('request', (request, response) => {
    connections.begin(request, response);
  });
  const sweeping = setInterval(() => {
    connections.sweep();
  }, sweepMs);
  sweeping.unref();
  server.once('close', () => {
    clearInterval(sweeping);
  });
  return { drain: (patienceMs) => drain(server, connections, patienceMs) };
}

async function drain(server: Server, connections: Connections, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  connections.drain();
  const impatience = setTimeout(() => {
    connections.endAll();
  }, patienceMs);
  await closed;
  clearTimeout(impatience);
}
