import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { createProxyServer, type ProxyServer } from 'http-proxy-3';
import type { Choice, Traffic } from './traffic.js';

/** A request that carries the name of a release is served by the instances of that release, if they run. */
export const releaseHeader = 'slipway-release';

/**
 * Passes requests on to the instances. Connections of clients are kept alive; those to the instances are not, so that no
 * request is ever sent over one that its instance is about to close.
 */
export class Forwarder {
  private readonly traffic: Traffic;
  private readonly proxy: ProxyServer;

  constructor(traffic: Traffic) {
    this.traffic = traffic;
    this.proxy = createProxyServer({ xfwd: true });
    this.proxy.on('proxyRes', (answer, _request, response) => {
      // It is about the connection between us and the instance.
      delete answer.headers.connection;
      answer.once('close', () => {
        if (!answer.complete) response.destroy();
      });
    });
  }

  request(request: IncomingMessage, response: ServerResponse): void {
    const choice = this.traffic.choose(wantedRelease(request));
    if (choice === undefined) {
      answerProblem(response, 503, 'nothing serves at this address');
      return;
    }
    this.traffic.begin(choice.name);
    response.once('close', () => {
      this.traffic.end(choice.name);
    });
    this.forward(request, response, choice.ports);
  }

  /** WebSockets and the like count as under way until they are closed. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const choice = this.traffic.choose(wantedRelease(request));
    const [port] = choice?.ports ?? [];
    if (choice === undefined || port === undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    this.traffic.begin(choice.name);
    socket.once('close', () => {
      this.traffic.end(choice.name);
    });
    this.proxy.ws(request, socket, head, { target: targetOf(port) }, () => socket.destroy());
  }

  private forward(
    request: IncomingMessage,
    response: ServerResponse,
    [port, ...others]: Choice['ports'],
    again = false,
  ) {
    if (port === undefined) {
      answerProblem(response, 502, 'no instance answers');
      return;
    }
    // A body can be read only once; a request without one can be sent to another instance.
    const buffer = again ? { buffer: Readable.from([]) } : {};
    this.proxy.web(request, response, { target: targetOf(port), ...buffer }, () => {
      if (response.headersSent || response.destroyed) response.destroy();
      else if (mayBeRepeated(request)) this.forward(request, response, others, true);
      else answerProblem(response, 502, 'the instance did not answer');
    });
  }
}

const targetOf = (port: number): string => `http://127.0.0.1:${port}`;

function wantedRelease(request: IncomingMessage): string | undefined {
  const wanted = request.headers[releaseHeader];
  return typeof wanted === 'string' ? wanted : undefined;
}

/** Asking twice changes nothing, and there is no body to send twice. */
function mayBeRepeated({ method = 'GET', headers }: IncomingMessage): boolean {
  const bodyless = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
  return bodyless && ['GET', 'HEAD', 'OPTIONS'].includes(method);
}

function answerProblem(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  response.end(JSON.stringify({ type: 'about:blank', title, status }));
}
