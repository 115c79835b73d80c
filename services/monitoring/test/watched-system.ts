import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EvidenceReference, ReleaseSummary } from '@slipway/contracts';
import type { LoggedEvent, RecordedEvent } from '@slipway/event-store';
import { startService } from '@slipway/service-kit';
import {
  flowStarted,
  ServiceUnderTest,
  stepStarted,
  type Answer,
  type Call,
  type OtherService,
  type OtherServiceName,
} from '@slipway/testing/services';
import { MonitoringModule } from '../src/monitoring.module.js';
import { release as summary } from '../src/domain/fixtures.js';

/** The application that is released: what it answers can be changed. */
export class Application {
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('shop 1.1.0');
  /** What somebody without a token is answered where a token is needed. */
  admin = 401;
  readonly alerts: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    if (request.url === '/admin') response.writeHead(this.admin).end();
    else if (request.url === '/alerts') this.receive(request, response);
    else this.answer(request, response);
  });

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    request.setEncoding('utf8').on('data', (chunk: string) => this.alerts.push(chunk));
    request.on('end', () => response.writeHead(202, { 'x-request-id': 'alert-1' }).end());
  }
}

/** Monitoring among the facts of the other services. */
export class WatchedSystem {
  private constructor(private readonly monitoring: ServiceUnderTest) {}

  static async start(): Promise<WatchedSystem> {
    const launch = (environment: Record<string, string>) =>
      startService(MonitoringModule, { service: 'monitoring', environment });
    return new WatchedSystem(await ServiceUnderTest.start({ name: 'monitoring', launch }));
  }

  async restart(): Promise<void> {
    await this.monitoring.endService();
    await this.monitoring.startService();
  }

  stop(): Promise<void> {
    return this.monitoring.stop();
  }

  document(releaseId: string, title: string): Promise<EvidenceReference> {
    return this.monitoring.document(releaseId, title);
  }

  other(name: OtherServiceName): OtherService {
    return this.monitoring.other(name);
  }

  begin(release: ReleaseSummary, id: string): Promise<LoggedEvent> {
    return this.other('planning').says('flow', release.releaseId, stepStarted(release, id, 'monitoring'));
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.monitoring.trail(releaseId);
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.monitoring.gapsInOpenApi();
  }

  widestRows(): Promise<Record<string, number>> {
    return this.monitoring.widestRows();
  }

  async call(method: string, path: string, call: Call = {}): Promise<Answer & { body: Record<string, unknown> }> {
    const answer = await this.monitoring.call(method, `v1/releases/${path}`, {
      as: 'radia',
      key: randomUUID(),
      ...call,
    });
    return { ...answer, body: answer.body as Record<string, unknown> };
  }

  /** A release of its own. */
  async proposed(name: string, more: Partial<ReleaseSummary> = {}): Promise<ReleaseSummary> {
    const release = { ...summary, releaseId: `${name}-1.1.0`, product: name, ...more };
    await this.other('planning').says('flow', release.releaseId, flowStarted(release));
    return release;
  }

  configure({ releaseId }: ReleaseSummary, body: unknown) {
    return this.call('POST', `${releaseId}/watch`, { body });
  }

  /** A release of its own whose watch is configured with targets of this application. */
  async watched(name: string, application: Application): Promise<ReleaseSummary> {
    const release = await this.proposed(name);
    const answer = await this.configure(release, watchOf(application));
    if (answer.status !== 201) throw new Error(JSON.stringify(answer));
    return release;
  }
}

export const watchOf = ({ url }: Application) => ({
  targets: [
    { name: 'home', check: { name: 'home', url: `${url}/`, expect: { status: 200, bodyIncludes: 'shop' } } },
    { name: 'admin', purpose: 'access', check: { name: 'admin', url: `${url}/admin`, expect: { status: 401 } } },
  ],
  levels: { availability: 0.99, p95: 500, p99: 900 },
  alertUrl: `${url}/alerts`,
});
