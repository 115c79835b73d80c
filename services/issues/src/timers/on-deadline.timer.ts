import {
  defineTimer,
  impossible,
  InjectAggregate,
  OnTimer,
  settle,
  type Aggregate,
  type PayloadOf,
} from '@slipway/service-kit';
import { z } from 'zod';
import { desk } from '../domain/desk.decider.js';
import { releaseOf } from '../domain/issue-id.js';
import { Terms } from '../application/desk-terms.js';

export const IssueDeadline = defineTimer('issue-deadline', z.strictObject({ issueId: z.string() }));

@OnTimer(IssueDeadline)
export class OnDeadline {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly terms: Terms,
  ) {}

  async handle({ issueId }: PayloadOf<typeof IssueDeadline>) {
    const releaseId = releaseOf(issueId);
    const terms = await this.terms.of(releaseId);
    await settle(this.desks.handle(releaseId, { type: 'MissDeadline', issueId, terms }), impossible);
  }
}
