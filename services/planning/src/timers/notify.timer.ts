import { Instant, ReleaseId, StakeholdersNotified } from '@slipway/contracts';
import { conductOf, later } from '@slipway/flow';
import {
  afterTheEnd,
  type Aggregate,
  defineNotice,
  Documents,
  InjectAggregate,
  Notices,
  OnTimer,
  type PayloadOf,
  settle,
} from '@slipway/service-kit';
import { communication, type CommunicationCommand } from '../domain/communication/communication.decider.js';
import { askForWaiver, waitingFor } from '../domain/communication/way-on.js';
import { isDelivered, type Message } from '../domain/communication/communication.state.js';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';
import { TemplateLibrary } from '../application/template-library.js';

export const Notify = defineNotice({
  releaseId: ReleaseId,
  /** When it was to be delivered first. */
  since: Instant,
});
type Attempt = PayloadOf<typeof Notify>;

/** Delivers one message, and tries again later when the channel fails, until the release has ended. */
@OnTimer(Notify, { slow: true })
export class NotifyTimer {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    private readonly notices: Notices,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
    private readonly decisions: Decisions,
    private readonly templates: TemplateLibrary,
  ) {}

  async handle(attempt: Attempt): Promise<void> {
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
    const { summary, template } = await this.known.get(releaseId);
    const { channels } = summary.policy;
    const deadline = later(attempt.since, conductOf(summary.policy).deadlines.notice);
    const items = waitingFor(await this.templates.read(template), [StakeholdersNotified]);
    const wayOn = `get ${channel} to take it, or ${askForWaiver(releaseId, items)}`;
    await this.notices.deliver(Notify, attempt, {
      subject,
      text: await this.documents.read(evidence.digest),
      delivered: (receipt) => this.record({ type: 'RecordDelivery', ...told, receipt, channels }),
      failed: (reason) => this.record({ type: 'RecordFailure', ...told, reason, deadline, wayOn }),
    });
  }

  private async record(command: CommunicationCommand): Promise<void> {
    await settle(this.decisions.communication(command), afterTheEnd);
  }
}
