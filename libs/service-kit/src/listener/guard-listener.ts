import { once } from 'node:events';
import type { Server } from 'node:http';
import { Connections, type ListenerLimits } from './connections.js';

const sweepMs = 1000;

export interface GuardedListener {
  /**
   * Stops listening. Requests under way are answered within this number of milliseconds; other connections close at
   * once. Safe to call if nothing listens.
   */
  drain(patienceMs: number): Promise<void>;
}

/** Enforces the limits, however slow the senders are. Call it before the server listens. */
export function guardListener(server: Server, limits: ListenerLimits): GuardedListener {
  const connections = new Connections(limits);
  Object.assign(server, {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    timeout: limits.idleMs,
    // By default, Node checks every thirty seconds: until then, no timeout applies.
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
