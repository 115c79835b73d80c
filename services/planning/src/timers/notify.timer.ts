import { ReleaseId } from '@slipway/contracts';
import { InjectAggregate, NoticeAttempt, Notices, noticeTimer, OnTimer, type Aggregate } from '@slipway/service-kit';
import type { z } from 'zod';
import { communication, type CommunicationCommand } from '../domain/communication/communication.decider.js';
import { isDelivered, type Message } from '../domain/communication/communication.state.js';
import { Documents } from '../work/documents.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { KnownReleases } from '../work/known-releases.js';

const Attempt = NoticeAttempt.extend({ releaseId: ReleaseId });
type Attempt = z.infer<typeof Attempt>;

/** Delivers one message, and tries again later when the channel fails, until the release has ended. */
@OnTimer(noticeTimer)
export class NotifyTimer {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    private readonly notices: Notices,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
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

  private async deliver(attempt: Attempt, { subject, evidence }: Message): Promise<void> {
    const { releaseId, audience, channel } = attempt;
    const told = { releaseId, audience, channel };
    const { channels } = (await this.known.get(releaseId)).summary.policy;
    await this.notices.deliver(attempt, {
      subject,
      text: await this.documents.read(evidence.digest),
      delivered: (receipt) => this.record({ type: 'RecordDelivery', ...told, receipt, channels }),
      failed: (reason) => this.record({ type: 'RecordFailure', ...told, reason }),
    });
  }

  private async record(command: CommunicationCommand): Promise<void> {
    expectAccepted(await this.communications.handle(command.releaseId, command));
  }
}
