import { createServer, type ClientRequest, type IncomingMessage, ServerResponse } from 'node:http';
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
import { Senders } from './senders.js';

export interface EdgeOptions {
  /** 0 has the system choose. */
  readonly port: number;
  readonly host?: string;
  /** The variable that says the port; PORT when absent. */
  readonly portVariable?: string;
  /** First part of the path → where it is served, with the same path. */
  readonly routes: Readonly<Record<string, string>>;
  /** The same for `/<first>/health/…` and `/<first>/metrics`, which are served on a port of their own. */
  readonly healthRoutes?: Readonly<Record<string, string>>;
  /** What `GET /` answers beside the routes. */
  readonly index: Readonly<Record<string, unknown>>;
  /** Where the limits of the door are read; process.env when absent. */
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Edge {
  readonly url: string;
  stop(): Promise<void>;
}

/** One address for people and tools: the first part of a path chooses the service, which serves that same path. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const settings = readListenerSettings(options.environment ?? process.env);
  const senders = new Senders(settings.TRUSTED_PROXIES);
  const limiter = new AddressLimiter(settings.ADDRESS_REQUESTS_PER_SECOND);
  const proxy = proxyTo(settings, async (request) => limiter.countFailure(senders.addressOf(request)));
  const server = createServer((request, response) => {
    const address = senders.addressOf(request);
    senders.refuseClaims(request);
    limiter.take(address).then(
      (may) => {
        if (may) forward(proxy, options, request, response);
        else answerTooMany(response, limiter.perSecond);
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  const listener = guardListener(server, limitsOf(settings));
  const { port, host = '127.0.0.1', portVariable = 'PORT' } = options;
  const listening = await listen(server, { port, host, portVariable, hostVariable: 'HOST' });
  const stop = async () => {
    proxy.close();
    // Live feeds never end on their own.
    await listener.drain(0);
  };
  return { url: `http://127.0.0.1:${listening}`, stop };
}

const silent = new WeakSet<IncomingMessage>();

/**
 * A service answers within REQUEST_SECONDS, if only that it is too late; one that does not is frozen.
 * @param onRefused is told of requests that the service did not let in
 */
function proxyTo(
  { REQUEST_SECONDS }: ListenerSettings,
  onRefused: (request: IncomingMessage) => Promise<void>,
): ProxyServer {
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: REQUEST_SECONDS * 1500 });
  proxy.on('error', (error, request, response) => answerFailure(error, request, response));
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

function forward(
  proxy: ProxyServer,
  { routes, healthRoutes = {}, index }: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const first = firstPart(request.url);
  if (first === '') {
    answerJson(response, 200, index);
    return;
  }
  const ownPort = isHealth(request.url) && Object.hasOwn(healthRoutes, first) ? healthRoutes[first] : undefined;
  const target = ownPort ?? (Object.hasOwn(routes, first) ? routes[first] : undefined);
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

function answerTooMany(response: ServerResponse, perSecond: number): void {
  const detail = `more than ${perSecond} requests per second from your address (a refused token counts as several): wait a second, then send more slowly`;
  answerProblem(response, 429, 'TOO_MANY_REQUESTS', detail, { 'retry-after': '1', connection: 'close' });
}

/** Refused: the service is not there, which a restart fixes. Anything else: it is frozen, or went away in the middle. */
function answerFailure(error: NodeJS.ErrnoException, request: IncomingMessage, response: unknown): void {
  if (!isAnswer(response)) return;
  const service = firstPart(request.url);
  if (error.code === 'ECONNREFUSED') {
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

const isAnswer = (response: unknown): response is ServerResponse => response instanceof ServerResponse;
