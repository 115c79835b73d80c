import { Injectable } from '@nestjs/common';
import { CommunicationPrepared, StakeholdersNotified, type ReleaseSummary } from '@slipway/contracts';
import {
  afterTheEnd,
  firstAttempt,
  InjectAggregate,
  InjectChannels,
  Notices,
  settle,
  type Aggregate,
  type Channels,
} from '@slipway/service-kit';
import { communication } from '../domain/communication/communication.decider.js';
import { askForWaiver, waitingFor } from '../domain/communication/way-on.js';
import { Notify } from '../timers/notify.timer.js';
import { Decisions } from './decisions.js';
import { KnownReleases } from './known-releases.js';
import { TemplateLibrary } from './template-library.js';

/** Notifies each audience on each channel; if there are too few channels, the trail records it. */
@Injectable()
export class StakeholderNotification {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectChannels() private readonly channels: Channels,
    private readonly notices: Notices,
    private readonly decisions: Decisions,
    private readonly known: KnownReleases,
    private readonly templates: TemplateLibrary,
  ) {}

  async begin({ releaseId, policy }: ReleaseSummary, at: string): Promise<void> {
    const { state } = await this.communications.load(releaseId);
    for (const { audience, channel } of state.messages) {
      const to = { key: [releaseId, audience, channel], releaseId, audience, channel, rank: 0, since: at };
      await this.notices.begin(Notify, { ...to, ...firstAttempt() }, at);
    }
    if (this.channels.names().length < policy.channels) await this.recordMissingChannels(releaseId);
  }

  /** Otherwise a step would wait forever, and nobody would know why. */
  async recordMissingChannels(releaseId: string): Promise<void> {
    const { summary, template } = await this.known.get(releaseId);
    const { audiences, channels } = summary.policy;
    const configured = this.channels.names().length;
    const facts = configured === 0 ? [CommunicationPrepared, StakeholdersNotified] : [StakeholdersNotified];
    const items = waitingFor(await this.templates.read(template), facts);
    const reason =
      `each audience must be told on ${String(channels)} channels, and ${String(configured)} are configured: ` +
      `add to NOTIFICATION_CHANNELS and finalise the plan again, or ${askForWaiver(releaseId, items)}`;
    const missing = { type: 'RecordMissingChannels', releaseId, audiences, reason } as const;
    await settle(this.decisions.communication(missing), afterTheEnd);
  }
}
