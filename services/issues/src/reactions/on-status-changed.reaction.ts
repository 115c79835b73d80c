import { FixPlanned, IssueRaised, IssueResolved, IssueTriaged } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectChannels, type Aggregate, type Channels } from '@slipway/service-kit';
import type { IssueStatus } from '../domain/desk.commands.js';
import { desk } from '../domain/desk.decider.js';

type StatusChange = FixPlanned | IssueRaised | IssueResolved | IssueTriaged;

const statusAfter: Readonly<Record<StatusChange['type'], IssueStatus>> = {
  [IssueRaised.type]: 'raised',
  [IssueTriaged.type]: 'triaged',
  [FixPlanned.type]: 'planned',
  [IssueResolved.type]: 'resolved',
};

/** Stakeholders are told at every change of an issue's status. */
@Reaction([FixPlanned, IssueRaised, IssueResolved, IssueTriaged], { group: 'issues.tell-stakeholders' })
export class OnStatusChanged {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    @InjectChannels() private readonly channels: Channels,
  ) {}

  async handle({ type, data: { issueId, releaseId } }: DeliveredEvent<StatusChange>) {
    const status = statusAfter[type];
    const { state } = await this.desks.load(releaseId);
    const title = state.issues[issueId]?.raised.title ?? issueId;
    for (const channel of this.channels.names()) {
      const { receipt } = await this.channels.deliver(channel, {
        audience: 'stakeholders',
        subject: `Issue ${issueId} is ${status}: ${title}`,
        text: `Release ${releaseId}, issue ${issueId} (${title}) is now ${status}.`,
      });
      await this.desks.handle(releaseId, { type: 'RecordCommunication', issueId, status, channel, receipt });
    }
  }
}
