import { Injectable } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import { InjectAggregate, InjectChannels, Notices, type Aggregate, type Channels } from '@slipway/service-kit';
import { communication } from '../domain/communication/communication.decider.js';
import { expectAccepted } from './expect-accepted.js';

/** Each audience is told on each channel, and where these are too few, the trail says so. */
@Injectable()
export class StakeholderNotification {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectChannels() private readonly channels: Channels,
    private readonly notices: Notices,
  ) {}

  async begin({ releaseId, policy }: ReleaseSummary, at: string): Promise<void> {
    const { state } = await this.communications.load(releaseId);
    for (const { audience, channel } of state.messages)
      await this.notices.begin({ id: `notify:${releaseId}:${audience}:${channel}`, releaseId, audience, channel }, at);
    if (this.channels.names().length < policy.channels) await this.tellOfMissingChannels(releaseId, policy);
  }

  /** Otherwise the step would wait for ever, and nobody would know what for. */
  private async tellOfMissingChannels(
    releaseId: string,
    { audiences, channels }: ReleaseSummary['policy'],
  ): Promise<void> {
    const configured = this.channels.names();
    const reason =
      `each audience must be told on ${String(channels)} channels, and ${String(configured.length)} are configured: ` +
      'add to NOTIFICATION_CHANNELS, then finalise the plan again';
    for (const audience of audiences) {
      const failed = { type: 'RecordFailure', releaseId, audience, channel: 'not configured', reason } as const;
      expectAccepted(await this.communications.handle(releaseId, failed));
    }
  }
}
