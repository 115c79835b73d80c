import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** How a peer responds: `hang` never responds, `drip` sends an endless response, `dead` breaks the connection. */
export type PeerManners = 'ok' | 'hang' | 'drip' | 'refuse' | 'dead';

export interface Delivery {
  readonly key: string | undefined;
  readonly body: string;
}

/** Milliseconds between two bytes of a slow response. */
const dripEvery = 100;

/** A web service that receives requests: a chat, an alert receiver. */
export class Peer {
  /** The accepted requests, in order of arrival. */
  readonly taken: Delivery[] = [];
  private manners: PeerManners = 'ok';

  now(manners: PeerManners): void {
    this.manners = manners;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const { manners } = this;
    request.on('error', ignore);
    if (manners === 'ok') void this.take(request, response);
    else beUnfriendly(manners, request, response);
  }

  /** A request that its sender aborts does not count. */
  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(ignore);
    if (body === undefined) return;
    const key = request.headersDistinct['idempotency-key']?.[0];
    this.taken.push({ key, body });
    response.writeHead(202, { 'x-request-id': randomUUID() }).end('{}');
  }
}

export function beUnfriendly(
  manners: Exclude<PeerManners, 'ok'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  unfriendly[manners](request, response);
}

const unfriendly: Readonly<
  Record<Exclude<PeerManners, 'ok'>, (request: IncomingMessage, response: ServerResponse) => void>
> = {
  hang: (request) => request.resume(),
  drip: (request, response) => {
    request.resume();
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), dripEvery);
    response.on('close', () => {
      clearInterval(timer);
    });
  },
  refuse: (request, response) => {
    request.resume();
    response.writeHead(503).end();
  },
  dead: (request) => request.socket.destroy(),
};

/** The sender is gone: there is no one to respond to. */
const ignore = (): undefined => undefined;
