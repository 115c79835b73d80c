import { PlanFinalised, type ReleaseSummary } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { afterTheEnd, type Channels, Documents, InjectChannels, settle } from '@slipway/service-kit';
import type { Message } from '../domain/communication/communication.state.js';
import { noticeFor } from '../domain/communication/notice.js';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';
import { StakeholderNotification } from '../application/stakeholder-notification.js';

/** With the window known, what every audience will be told is written, for each channel. */
@Reaction(PlanFinalised, { group: 'planning.carry-out' })
export class OnPlanFinalised {
  constructor(
    private readonly decisions: Decisions,
    @InjectChannels() private readonly channels: Channels,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
    private readonly notification: StakeholderNotification,
  ) {}

  async handle({ data: { releaseId }, occurredAt }: DeliveredEvent<PlanFinalised>) {
    const { summary } = await this.known.get(releaseId);
    const pairs = summary.policy.audiences.flatMap((audience) =>
      this.channels.names().map((channel) => ({ audience, channel })),
    );
    if (pairs.length === 0) {
      await this.notification.recordMissingChannels(releaseId);
      return;
    }
    const messages = await Promise.all(pairs.map(({ audience, channel }) => this.write(audience, channel, summary)));
    const prepare = { type: 'PrepareCommunication', releaseId, messages } as const;
    if ((await settle(this.decisions.communication(prepare), afterTheEnd)) === undefined) return;
    // Whoever was told of another window, or could not be told before, is told of this one.
    if (await this.known.hasBegun(releaseId, 'coordinate-release')) await this.notification.begin(summary, occurredAt);
  }

  private async write(audience: string, channel: string, release: ReleaseSummary): Promise<Message> {
    const { subject, text } = noticeFor(audience, this.channels.formOf(channel), release);
    const title = `Message to ${audience} by ${channel}: ${subject}`;
    const evidence = await this.documents.keep({ title, text });
    return { audience, channel, subject, evidence };
  }
}
