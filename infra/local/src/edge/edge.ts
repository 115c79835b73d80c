import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProxyServer, type ProxyServer } from 'http-proxy-3';
import { answerJson, answerProblem } from './answers.js';

export interface EdgeOptions {
  /** 0 has the system choose. */
  readonly port: number;
  readonly host?: string;
  /** First part of the path → where it is served, with the same path. */
  readonly routes: Readonly<Record<string, string>>;
  /** What `GET /` answers beside the routes. */
  readonly index: Readonly<Record<string, unknown>>;
}

export interface Edge {
  readonly url: string;
  stop(): Promise<void>;
}

/** One address for people and tools: the first part of a path chooses the service, which serves that same path. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: 0 });
  proxy.on('error', (error, request, response) => answerFailure(error, request, response));
  const server = createServer((request, response) => forward(proxy, options, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server, proxy) };
}

const firstPart = (url: string | undefined) => /^\/([^/?#]*)/.exec(url ?? '/')?.[1] ?? '';

function forward(
  proxy: ProxyServer,
  { routes, index }: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const first = firstPart(request.url);
  if (first === '') {
    answerJson(response, 200, index);
    return;
  }
  const target = Object.hasOwn(routes, first) ? routes[first] : undefined;
  if (target === undefined) {
    answerProblem(
      response,
      404,
      'SERVICE_UNKNOWN',
      `/${first} leads nowhere; there are ${Object.keys(routes).join(', ')}`,
    );
    return;
  }
  proxy.web(request, response, { target });
}

/** Refused: the service is not there, which a restart mends. Anything else: it went away in the middle. */
function answerFailure(error: NodeJS.ErrnoException, request: IncomingMessage, response: unknown): void {
  if (!isAnswer(response)) return;
  const service = firstPart(request.url);
  if (error.code === 'ECONNREFUSED') {
    const detail = `${service} is starting or being restarted: try again in a moment`;
    answerProblem(response, 503, 'SERVICE_AWAY', detail, { 'retry-after': '1' });
    return;
  }
  const detail = `${service} went away while it answered (${error.code ?? error.message}): a command with an Idempotency-Key can be sent again`;
  answerProblem(response, 502, 'SERVICE_SILENT', detail);
}

const isAnswer = (response: unknown): response is ServerResponse => response instanceof ServerResponse;

function close(server: Server, proxy: ProxyServer): Promise<void> {
  proxy.close();
  server.closeIdleConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Live feeds never end on their own.
    server.closeAllConnections();
  });
}
