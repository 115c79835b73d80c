import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FlowStarted } from '@slipway/contracts';
import type { RecordedEvent } from '@slipway/event-store';
import { startService } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
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

interface Note {
  readonly channel: string;
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
}

/** The stakeholders' ends of two channels. */
class Stakeholders {
  readonly told: Note[] = [];
  private readonly refusals = new Map<string, string>();
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const note = { channel: request.url?.slice(1) ?? '', ...(JSON.parse(body) as Omit<Note, 'channel'>) };
      if (this.isRefused(note)) {
        response.writeHead(503).end();
        return;
      }
      this.told.push(note);
      response.writeHead(202, { 'x-request-id': 'note-1' }).end();
    });
  });

  /** The next note about this release on this channel is not taken. */
  refuseOnce(channel: string, releaseId: string): void {
    this.refusals.set(channel, releaseId);
  }

  private isRefused({ channel, subject }: Note): boolean {
    const refused = this.refusals.get(channel);
    return refused !== undefined && subject.includes(refused) && this.refusals.delete(channel);
  }

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  get channels(): Readonly<Record<string, string>> {
    const url = `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    return { webhook: `${url}/webhook`, chat: `${url}/chat` };
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

  /** @param channels those of the stakeholders when absent */
  static async start(channels?: Readonly<Record<string, string>>): Promise<IssuesSystem> {
    const stakeholders = await new Stakeholders().start();
    const issues = await ServiceUnderTest.start({
      name: 'issues',
      launch: (environment) => startService(IssuesModule, { service: 'issues', environment }),
      environment: { NOTIFICATION_CHANNELS: JSON.stringify(channels ?? stakeholders.channels) },
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

  widestRows(): Promise<Record<string, number>> {
    return this.issues.widestRows();
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.issues.trail(releaseId);
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.issues.gapsInOpenApi();
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

  /** Kafka delivers the events of the desk again. */
  async redelivers(releaseId: string, type: string): Promise<void> {
    const event = await eventually(async () => {
      const trail = await this.issues.store.readTrail(releaseId);
      const found = trail.find((each) => each.type === type);
      return found?.logIndex === undefined ? undefined : { ...found, logIndex: found.logIndex };
    });
    await this.other('issues').publishes(event);
  }

  async document(digest: string): Promise<string> {
    return Buffer.from((await this.issues.evidence.get(digest))?.bytes ?? []).toString();
  }
}
