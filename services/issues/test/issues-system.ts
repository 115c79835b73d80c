import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FlowStarted } from '@slipway/contracts';
import type { RecordedEvent } from '@slipway/event-store';
import { startService } from '@slipway/service-kit';
import {
  flowStarted,
  golden,
  ServiceUnderTest,
  type Answer,
  type Call,
  type OtherService,
  type OtherServiceName,
} from '@slipway/testing/services';
import { IssuesModule } from '../src/issues.module.js';

/** The stakeholders' end of the webhook. */
class Stakeholders {
  readonly told: { readonly audience: string; readonly subject: string; readonly text: string }[] = [];
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      this.told.push(JSON.parse(body) as Stakeholders['told'][number]);
      response.writeHead(202, { 'x-request-id': 'note-1' }).end();
    });
  });

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/notes`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }
}

/** Issues among the facts of the other services, with stakeholders to tell. */
export class IssuesSystem {
  private constructor(
    private readonly issues: ServiceUnderTest,
    readonly stakeholders: Stakeholders,
  ) {}

  static async start(): Promise<IssuesSystem> {
    const stakeholders = await new Stakeholders().start();
    const issues = await ServiceUnderTest.start({
      name: 'issues',
      launch: (environment) => startService(IssuesModule, { service: 'issues', environment }),
      environment: { NOTIFICATION_CHANNELS: JSON.stringify({ webhook: stakeholders.url }) },
    });
    return new IssuesSystem(issues, stakeholders);
  }

  async stop(): Promise<void> {
    await this.issues.stop();
    await this.stakeholders.stop();
  }

  other(name: OtherServiceName): OtherService {
    return this.issues.other(name);
  }

  call(method: string, path: string, call: Call = {}): Promise<Answer> {
    return this.issues.call(method, `v1/${path}`, { as: 'margaret', key: randomUUID(), ...call });
  }

  /** A release of its own for a test, whose flow has started; a critical issue is due after this duration. */
  async release(product: string, criticalIssue = 'PT4H'): Promise<string> {
    const example = FlowStarted.data.parse(golden('planning/flow-started')).release;
    const durations = { ...example.policy.durations, criticalIssue };
    const releaseId = `${product}-1.1.0`;
    const release = { ...example, releaseId, product, policy: { ...example.policy, durations } };
    await this.other('planning').records('flow', releaseId, flowStarted(release));
    return releaseId;
  }

  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return this.issues.said(releaseId, type, count);
  }

  async document(digest: string): Promise<string> {
    return Buffer.from((await this.issues.evidence.get(digest))?.bytes ?? []).toString();
  }
}
