import { ReleaseId } from '@slipway/contracts';
import { later } from '@slipway/flow';
import {
  InjectAggregate,
  InjectChannels,
  InjectClock,
  OnTimer,
  ServiceKitError,
  type Aggregate,
  type Channels,
  type Clock,
} from '@slipway/service-kit';
import { z } from 'zod';
import { communication } from '../domain/communication/communication.decider.js';
import { isDelivered, type Message } from '../domain/communication/communication.state.js';
import { Documents } from '../work/documents.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { KnownReleases } from '../work/known-releases.js';
import { StakeholderNotification, type NotificationAttempt } from '../work/stakeholder-notification.js';

const Attempt = z.strictObject({
  releaseId: ReleaseId,
  audience: z.string(),
  channel: z.string(),
  attempt: z.int().positive(),
});

const longestPauseSeconds = 600;
/** Twice as long after each failure: 2 s, 4 s, … up to ten minutes. */
const pauseAfter = (attempt: number): string => `PT${String(Math.min(2 ** attempt, longestPauseSeconds))}S`;

/** Delivers one message, and tries again later when the channel fails. */
@OnTimer('notify')
export class NotifyTimer {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectChannels() private readonly channels: Channels,
    @InjectClock() private readonly clock: Clock,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
    private readonly notification: StakeholderNotification,
  ) {}

  async handle(payload: unknown): Promise<void> {
    const attempt = Attempt.parse(payload);
    const { state } = await this.communications.load(attempt.releaseId);
    const message = state.messages.find(
      ({ audience, channel }) => audience === attempt.audience && channel === attempt.channel,
    );
    if (message === undefined || isDelivered(state, attempt)) return;
    if ((await this.known.standing(attempt.releaseId)) === 'ended') return;
    await this.deliver(attempt, message);
  }

  private async deliver(attempt: NotificationAttempt, message: Message): Promise<void> {
    const { releaseId, audience, channel } = attempt;
    const text = await this.documents.read(message.evidence.digest);
    const sent = await this.channels
      .deliver(channel, { audience, subject: message.subject, text })
      .catch(channelFailure);
    if (sent instanceof ServiceKitError) {
      await this.tryAgain(attempt, sent);
      return;
    }
    const { policy } = (await this.known.get(releaseId)).summary;
    const delivered = { releaseId, audience, channel, receipt: sent.receipt, channels: policy.channels };
    expectAccepted(await this.communications.handle(releaseId, { type: 'RecordDelivery', ...delivered }));
  }

  /** The next attempt is set before the failure is recorded: a crash in between costs a record, never the attempt. */
  private async tryAgain(attempt: NotificationAttempt, failure: ServiceKitError): Promise<void> {
    const { releaseId, audience, channel } = attempt;
    const at = later(this.clock.now(), pauseAfter(attempt.attempt));
    await this.notification.attempt({ ...attempt, attempt: attempt.attempt + 1 }, at);
    const { reason: told } = failure.details;
    const reason = typeof told === 'string' ? told : failure.code;
    const failed = { type: 'RecordFailure', releaseId, audience, channel, reason } as const;
    expectAccepted(await this.communications.handle(releaseId, failed));
  }
}

function channelFailure(error: unknown): ServiceKitError {
  if (error instanceof ServiceKitError) return error;
  throw error;
}
