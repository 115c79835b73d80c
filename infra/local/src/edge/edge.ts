import { createServer, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  AddressLimiter,
  guardListener,
  limitsOf,
  listen,
  readListenerSettings,
  type ListenerSettings,
} from '@slipway/service-kit/listener';
import { createProxyServer, type ProxyServer } from 'http-proxy-3';
import { answerJson, answerProblem } from './answers.js';
import { Balance, type Target } from './balance.js';
import { Senders } from './senders.js';

export interface EdgeOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  readonly host?: string;
  /** The variable that sets the port; PORT when absent. */
  readonly portVariable?: string;
  /** First part of the path → the instances that serve it, with the same path. */
  readonly routes: Readonly<Record<string, readonly Target[]>>;
  /** What `GET /` answers beside the routes. */
  readonly index: Readonly<Record<string, unknown>>;
  /** The source of the limits; process.env when absent. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Edge {
  readonly url: string;
  stop(): Promise<void>;
}

interface Forwarding {
  readonly proxy: ProxyServer;
  readonly routes: ReadonlyMap<string, Balance>;
  readonly index: EdgeOptions['index'];
}

/** One address for people and tools: the first part of a path chooses the service, which serves that same path. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const settings = readListenerSettings(options.environment ?? process.env);
  const senders = new Senders(settings.TRUSTED_PROXIES);
  const limiter = new AddressLimiter(settings.ADDRESS_REQUESTS_PER_SECOND);
  const proxy = proxyTo(settings, async (request) => limiter.countFailure(senders.addressOf(request)));
  const routes = new Map(Object.entries(options.routes).map(([first, targets]) => [first, new Balance(targets)]));
  const server = createServer((request, response) => {
    const address = senders.addressOf(request);
    senders.refuseClaims(request);
    limiter.take(address).then(
      (may) => {
        if (may) forward({ proxy, routes, index: options.index }, request, response);
        else answerTooMany(response, limiter.perSecond);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  const listener = guardListener(server, limitsOf(settings));
  const { port, host = '127.0.0.1', portVariable = 'PORT' } = options;
  const listening = await listen(server, { port, host, portVariable, hostVariable: 'HOST' });
  const stop = async () => {
    for (const balance of routes.values()) balance.stop();
    proxy.close();
    // Live feeds never end by themselves.
    await listener.drain(0);
  };
  return { url: `http://127.0.0.1:${listening}`, stop };
}

const silent = new WeakSet<IncomingMessage>();

/**
 * A service responds within REQUEST_SECONDS, if only with a timeout; a service that does not is frozen.
 * @param onRefused is called for requests that the service did not let in
 */
function proxyTo(
  { REQUEST_SECONDS }: ListenerSettings,
  onRefused: (request: IncomingMessage) => Promise<void>,
): ProxyServer {
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: REQUEST_SECONDS * 1500 });
  proxy.on('proxyReq', (outgoing: ClientRequest, request) => {
    outgoing.once('timeout', () => silent.add(request));
  });
  proxy.on('proxyRes', ({ statusCode }, request) => {
    if (statusCode === 401) void onRefused(request);
  });
  return proxy;
}

const firstPart = (url: string | undefined) => /^\/([^/?#]*)/.exec(url ?? '/')?.[1] ?? '';

const isHealth = (url = '') => /^\/[^/?#]*\/(health\/(live|ready)|metrics)([?#]|$)/.test(url);

function forward({ proxy, routes, index }: Forwarding, request: IncomingMessage, response: ServerResponse): void {
  const first = firstPart(request.url);
  if (first === '') {
    answerJson(response, 200, index);
    return;
  }
  const balance = routes.get(first);
  const chosen = balance?.next();
  if (balance === undefined || chosen === undefined) {
    const known = [...routes.keys()].join(', ');
    answerProblem(response, 404, 'SERVICE_UNKNOWN', `/${first} is not a known service; known services: ${known}`);
    return;
  }
  const { url, healthUrl = url } = chosen;
  proxy.web(request, response, { target: isHealth(request.url) ? healthUrl : url }, (error) => {
    if (isRefusal(error)) balance.refused(chosen);
    answerFailure(error, request, response);
  });
}

const isRefusal = (error: NodeJS.ErrnoException): boolean => error.code === 'ECONNREFUSED';

function answerTooMany(response: ServerResponse, perSecond: number): void {
  const detail = `more than ${perSecond} requests per second from your address (a refused token counts as several): wait a second, then send more slowly`;
  answerProblem(response, 429, 'TOO_MANY_REQUESTS', detail, { 'retry-after': '1', connection: 'close' });
}

/** A refused connection means that the service is down, which a restart fixes. Otherwise it is frozen, or failed during the request. */
function answerFailure(error: NodeJS.ErrnoException, request: IncomingMessage, response: ServerResponse): void {
  const service = firstPart(request.url);
  if (isRefusal(error)) {
    const detail = `${service} is starting or being restarted: try again in a moment`;
    answerProblem(response, 503, 'SERVICE_AWAY', detail, { 'retry-after': '1' });
    return;
  }
  const again = 'a command with an Idempotency-Key can be sent again';
  if (silent.has(request)) {
    answerProblem(response, 504, 'SERVICE_SLOW', `${service} does not answer: ${again}`);
    return;
  }
  const detail = `${service} went away while it answered (${error.code ?? error.message}): ${again}`;
  answerProblem(response, 502, 'SERVICE_SILENT', detail);
}
