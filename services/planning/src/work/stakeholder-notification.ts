import { Injectable } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import {
  InjectAggregate,
  InjectChannels,
  InjectTimers,
  type Aggregate,
  type Channels,
  type Timers,
} from '@slipway/service-kit';
import { communication } from '../domain/communication/communication.decider.js';
import { expectAccepted } from './expect-accepted.js';

export interface NotificationAttempt {
  readonly releaseId: string;
  readonly audience: string;
  readonly channel: string;
  /** From 1. */
  readonly attempt: number;
}

/** Every message is its own durable timer: one that fails holds up no other, and none is forgotten in a crash. */
@Injectable()
export class StakeholderNotification {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectChannels() private readonly channels: Channels,
    @InjectTimers() private readonly timers: Timers,
  ) {}

  async begin({ releaseId, policy }: ReleaseSummary, at: string): Promise<void> {
    const { state } = await this.communications.load(releaseId);
    for (const { audience, channel } of state.messages)
      await this.attempt({ releaseId, audience, channel, attempt: 1 }, at);
    if (this.channels.names().length < policy.channels) await this.tellOfMissingChannels(releaseId, policy);
  }

  async attempt(attempt: NotificationAttempt, at: string): Promise<void> {
    const { releaseId, audience, channel } = attempt;
    await this.timers.set({ id: `notify:${releaseId}:${audience}:${channel}`, at, name: 'notify', payload: attempt });
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
