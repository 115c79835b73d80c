import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProxyServer, type ProxyServer } from 'http-proxy-3';
import { answerJson, answerProblem } from './answers.js';
import { Balance, type Target } from './balance.js';

export interface EdgeOptions {
  /** 0 has the system choose. */
  readonly port: number;
  readonly host?: string;
  /** First part of the path → the instances that serve it, with the same path. */
  readonly routes: Readonly<Record<string, readonly Target[]>>;
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
  const routes = new Map(Object.entries(options.routes).map(([first, targets]) => [first, new Balance(targets)]));
  const edge = { proxy, routes, index: options.index };
  const server = createServer((request, response) => forward(edge, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server, edge) };
}

interface Forwarding {
  readonly proxy: ProxyServer;
  readonly routes: ReadonlyMap<string, Balance>;
  readonly index: EdgeOptions['index'];
}

const firstPart = (url: string | undefined) => /^\/([^/?#]*)/.exec(url ?? '/')?.[1] ?? '';

function forward({ proxy, routes, index }: Forwarding, request: IncomingMessage, response: ServerResponse): void {
  const first = firstPart(request.url);
  if (first === '') {
    answerJson(response, 200, index);
    return;
  }
  const balance = routes.get(first);
  const target = balance?.next();
  if (balance === undefined || target === undefined) {
    const known = [...routes.keys()].join(', ');
    answerProblem(response, 404, 'SERVICE_UNKNOWN', `/${first} leads nowhere; there are ${known}`);
    return;
  }
  proxy.web(request, response, { target: target.url }, (error) => {
    if (isRefusal(error)) balance.refused(target);
    answerFailure(error, request, response);
  });
}

const isRefusal = (error: NodeJS.ErrnoException): boolean => error.code === 'ECONNREFUSED';

/** Refused: the service is not there, which a restart mends. Anything else: it went away in the middle. */
function answerFailure(error: NodeJS.ErrnoException, request: IncomingMessage, response: ServerResponse): void {
  const service = firstPart(request.url);
  if (isRefusal(error)) {
    const detail = `${service} is starting or being restarted: try again in a moment`;
    answerProblem(response, 503, 'SERVICE_AWAY', detail, { 'retry-after': '1' });
    return;
  }
  const detail = `${service} went away while it answered (${error.code ?? error.message}): a command with an Idempotency-Key can be sent again`;
  answerProblem(response, 502, 'SERVICE_SILENT', detail);
}

function close(server: Server, { proxy, routes }: Forwarding): Promise<void> {
  for (const balance of routes.values()) balance.stop();
  proxy.close();
  server.closeIdleConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Live feeds never end on their own.
    server.closeAllConnections();
  });
}
