import { IssueReviewConcluded } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectClock, InjectTimers, originOfCause, type Clock, type Timers } from '@slipway/service-kit';
import { IssueDocuments } from '../timers/write-documents.timer.js';

/** Milliseconds: however many reviews come in one such time, the documents are written once at its end. */
const together = 1000;

/** A review leaves the documents of the step behind. */
@Reaction(IssueReviewConcluded, { group: 'issues.write-documents' })
export class OnReviewConcluded {
  constructor(
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<IssueReviewConcluded>) {
    const end = (Math.floor(Date.parse(this.clock.now()) / together) + 1) * together;
    const payload = { releaseId, origin: originOfCause() };
    const at = new Date(end).toISOString();
    await this.timers.set(IssueDocuments, { key: [releaseId], at, payload });
  }
}
