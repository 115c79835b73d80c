import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How many connections a listener keeps, and for how long each. Times are in milliseconds. */
export interface ListenerLimits {
  /** Maximum number of open connections. Above it, a connection that waits for its sender is closed. */
  readonly connections: number;
  /** Until the headers of a request have arrived, counted from the connection or from the first byte of the request. */
  readonly headersMs: number;
  /** Until the whole request has arrived. */
  readonly requestMs: number;
  /** Until the next request begins. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction. */
  readonly idleMs: number;
  /** Until the sender has taken the whole answer, counted from its request. */
  readonly answerMs: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly since: number;
}

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  readonly exchanges: Set<Exchange>;
  /** When it last began to wait for a request. */
  waitingSince: number;
}

/**
 * The connections of a listener. Slow senders do not block others: when there are too many connections, the sender with
 * the most loses the oldest one that waits for it.
 */
export class Connections {
  private readonly open = new Map<Socket, Connection>();
  private draining = false;

  constructor(private readonly limits: ListenerLimits) {}

  add(socket: Socket): void {
    const address = socket.remoteAddress ?? 'unknown';
    this.open.set(socket, { socket, address, exchanges: new Set(), waitingSince: performance.now() });
    socket.once('close', () => this.open.delete(socket));
    if (this.open.size > this.limits.connections) (this.mostDispensable(socket) ?? socket).destroy();
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.open.get(request.socket);
    if (connection === undefined) return;
    const exchange = { request, response, since: performance.now() };
    connection.exchanges.add(exchange);
    response.once('close', () => {
      connection.exchanges.delete(exchange);
      connection.waitingSince = performance.now();
      if (this.draining && connection.exchanges.size === 0) connection.socket.end();
    });
  }

  /** From now on, a connection closes after its last answer; an idle one closes at once. */
  drain(): void {
    this.draining = true;
    for (const { socket, exchanges } of this.open.values()) if (exchanges.size === 0) socket.destroy();
  }

  /**
   * Closes expired connections: empty lines, and answers that are read byte by byte, restart the timeouts of Node
   * itself.
   */
  sweep(): void {
    const now = performance.now();
    const { headersMs, keepAliveMs, answerMs } = this.limits;
    for (const { socket, exchanges, waitingSince } of this.open.values()) {
      const tooLate = [...exchanges].some(({ since }) => now - since > answerMs);
      const silent = exchanges.size === 0 && now - waitingSince > keepAliveMs + headersMs;
      if (tooLate || silent) socket.destroy();
    }
  }

  endAll(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }

  private mostDispensable(newest: Socket): Socket | undefined {
    const crowds = new Map<string, number>();
    for (const { address } of this.open.values()) crowds.set(address, (crowds.get(address) ?? 0) + 1);
    const crowd = ({ address }: Connection) => crowds.get(address) ?? 0;
    let found: Connection | undefined;
    for (const connection of this.open.values()) {
      if (connection.socket === newest || !this.waitsForItsSender(connection)) continue;
      const isBetter =
        found === undefined ||
        crowd(connection) > crowd(found) ||
        (crowd(connection) === crowd(found) && connection.waitingSince < found.waitingSince);
      if (isBetter) found = connection;
    }
    return found?.socket;
  }

  /** For a request, for the rest of one, or for the answer to be taken. */
  private waitsForItsSender({ exchanges }: Connection): boolean {
    const patience = performance.now() - this.limits.headersMs;
    return [...exchanges].every(
      ({ request, response, since }) => response.writableEnded || (!request.complete && since < patience),
    );
  }
}
