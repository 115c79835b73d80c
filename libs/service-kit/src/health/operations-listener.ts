import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ServiceName } from '@slipway/contracts';
import { toProblem } from '../http/problem.js';
import { guardListener, listen, type GuardedListener, type ListenerPlace } from '../listener/index.js';
import { ServiceKitError } from '../service-kit-error.js';
import { metricsType } from './health.controller.js';
import type { Operations } from './operations.js';

/** Milliseconds. Health requests come from nearby, and are small. */
const limits = {
  connections: 64,
  headersMs: 2000,
  requestMs: 2000,
  keepAliveMs: 2000,
  idleMs: 5000,
  answerMs: 10_000,
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * /<service>/health/live: the process answers. /<service>/health/ready: its dependencies answer too.
 * /<service>/metrics. On a port of its own, so that a crowd at the main port does not make the service look dead.
 */
export class OperationsListener {
  private operations: Operations | undefined;

  private constructor(
    readonly url: string,
    private readonly listener: GuardedListener,
  ) {}

  /** @throws ServiceKitError PORT_UNAVAILABLE */
  static async open(service: ServiceName, place: ListenerPlace): Promise<OperationsListener> {
    const server = createServer();
    const listener = guardListener(server, limits);
    const port = await listen(server, place);
    const opened = new OperationsListener(`http://${hostInUrl(place.host)}:${String(port)}`, listener);
    server.on('request', (request, response) => void opened.answer(service, request, response));
    return opened;
  }

  /** Reports the health of the service from now on; before that, it reports that the service starts. */
  serve(operations: Operations): void {
    this.operations = operations;
  }

  close(): Promise<void> {
    return this.listener.drain(0);
  }

  private async answer(service: ServiceName, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.answerTo(service, request).catch(problemOf);
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private async answerTo(service: ServiceName, { method, url = '' }: IncomingMessage): Promise<Answer> {
    const path = url.split('?', 1)[0];
    if (method !== 'GET' && method !== 'HEAD') return problemOf(notServed(service));
    if (path === `/${service}/health/live`) return json(200, { status: 'ok' });
    if (path === `/${service}/health/ready`) return json(200, await this.started().ready());
    if (path === `/${service}/metrics`) {
      return { status: 200, type: metricsType, body: await this.started().report() };
    }
    return problemOf(notServed(service));
  }

  private started(): Operations {
    if (this.operations !== undefined) return this.operations;
    throw new ServiceKitError('NOT_READY', { parts: { service: { status: 'down', reason: 'it is starting' } } });
  }
}

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const json = (status: number, body: unknown, type = 'application/json'): Answer => ({
  status,
  type: `${type}; charset=utf-8`,
  body: JSON.stringify(body),
});

function problemOf(error: unknown): Answer {
  const problem = toProblem(error, {});
  return json(problem.status, problem, 'application/problem+json');
}

const notServed = (service: ServiceName): Error =>
  new ServiceKitError('ROUTE_UNKNOWN', {
    fix: `this port serves GET /${service}/health/live, /${service}/health/ready and /${service}/metrics; everything else is at PORT`,
  });
