import { randomUUID } from 'node:crypto';
import { ReviewCompleted, SlotFreed, type EvidenceReference } from '@slipway/contracts';
import type { LoggedEvent, RecordedEvent } from '@slipway/event-store';
import { startService } from '@slipway/service-kit';
import { ServiceUnderTest, type Answer, type Call, type OtherService } from '@slipway/testing/services';
import { PlanningModule } from '../src/planning.module.js';
import { slotId } from '../src/application/slot-id.js';
import { Mailboxes } from './mailboxes.js';

type Review = Omit<ReviewCompleted['data'], 'origin'>;

/** Planning among facts of intake, with mailboxes for what it tells people. */
export class PlanningSystem {
  private releases = 0;

  private constructor(
    private readonly planning: ServiceUnderTest,
    readonly mailboxes: Mailboxes,
  ) {}

  /** @param channels with none, nobody can be notified */
  static async start({ channels = true } = {}): Promise<PlanningSystem> {
    const mailboxes = await Mailboxes.open();
    const planning = await ServiceUnderTest.start({
      name: 'planning',
      launch: (environment) => startService(PlanningModule, { service: 'planning', environment }),
      environment: channels ? { NOTIFICATION_CHANNELS: mailboxes.channels } : {},
    });
    return new PlanningSystem(planning, mailboxes);
  }

  async stop(): Promise<void> {
    await this.planning.stop();
    await this.mailboxes.close();
  }

  get intake(): OtherService {
    return this.planning.other('intake');
  }

  /** In whose name a test takes the flow further than the facts at hand do. */
  get itself(): OtherService {
    return this.planning.other('planning');
  }

  get topics(): ServiceUnderTest['topics'] {
    return this.planning.topics;
  }

  get evidence(): ServiceUnderTest['evidence'] {
    return this.planning.evidence;
  }

  get(path: string, as = 'ada'): Promise<Answer> {
    return this.planning.call('GET', `v1/${path}`, { as });
  }

  /** @param as nobody when undefined */
  post(path: string, as: string | undefined, body: unknown = {}, call: Call = {}): Promise<Answer> {
    return this.planning.call('POST', `v1/${path}`, { as, key: randomUUID(), body, ...call });
  }

  gapsInOpenApi(): Promise<string[]> {
    return this.planning.gapsInOpenApi();
  }

  /** `[rv]` of a release of its own. */
  async review(changes: Partial<Review> = {}): Promise<{ releaseId: string; event: LoggedEvent }> {
    this.releases += 1;
    const version = `1.${String(this.releases)}.0`;
    const releaseId = `shop-${version}`;
    const origin = { source: '/review', id: releaseId, publisher: 'ci', receivedAt: new Date().toISOString() };
    const fact = ReviewCompleted.of({
      releaseId,
      product: 'shop',
      version,
      releaseType: 'minor',
      title: 'Faster checkout',
      author: 'dennis',
      environment: 'production',
      components: [`component-${String(this.releases)}`],
      artifacts: [{ name: 'shop', uri: 'https://artifacts.example/shop.tgz', digest: digest('a') }],
      window: windowIn({ seconds: 3600 }),
      reviewers: ['barbara'],
      origin,
      ...changes,
    });
    return { releaseId, event: await this.intake.says('inbound', releaseId, fact) };
  }

  /** A release whose flow runs. */
  async newRelease(changes: Partial<Review> = {}): Promise<string> {
    const { releaseId } = await this.review(changes);
    await this.said(releaseId, 'dev.slipway.planning.flow-started.v1');
    return releaseId;
  }

  trail(releaseId: string): Promise<readonly RecordedEvent[]> {
    return this.planning.trail(releaseId);
  }

  said(releaseId: string, type: string, count = 1): Promise<readonly RecordedEvent[]> {
    return this.planning.said(releaseId, type, count);
  }

  document(releaseId: string, title: string): Promise<EvidenceReference> {
    return this.planning.document(releaseId, title);
  }

  /** Written to the log itself: no door takes a component from a release that is planned. */
  async loseComponent(releaseId: string, component: string): Promise<void> {
    const environment = 'production';
    const fact = SlotFreed.of({ environment, component, releaseId, reason: 'a test takes it away' });
    const event = {
      ...fact,
      id: randomUUID(),
      schemaVersion: SlotFreed.schemaVersion,
      actor: { id: 'planning', kind: 'service' as const, roles: [] },
      correlationId: releaseId,
      causationId: releaseId,
      occurredAt: new Date().toISOString(),
    };
    const stream = `slot-${slotId({ environment, component })}`;
    await this.planning.store.append({ stream, trail: 'platform', expected: 'any', events: [event] });
  }

  /** Every role of the team is assigned by ada and acknowledged. */
  async assembleTeam(releaseId: string): Promise<void> {
    const team = `releases/${releaseId}/team`;
    const members = {
      'release-manager': 'ada',
      deployer: 'linus',
      validator: 'katherine',
      support: 'margaret',
      sre: 'radia',
    };
    for (const [role, person] of Object.entries(members)) {
      await this.post(team, 'ada', { role, person });
      await this.post(`${team}/acknowledgements`, person, { role });
    }
  }
}

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

export function windowIn({ seconds, lasting = 3600 }: { seconds: number; lasting?: number }) {
  const start = Date.now() + seconds * 1000;
  return { start: new Date(start).toISOString(), end: new Date(start + lasting * 1000).toISOString() };
}
