import { InjectAggregate, OnTimer, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { desk } from '../domain/desk.decider.js';
import { releaseOf } from '../domain/issue-id.js';
import { Terms } from '../work/desk-terms.js';

export const deadlineTimer = 'issue-deadline';
const Payload = z.strictObject({ issueId: z.string() });

@OnTimer(deadlineTimer)
export class OnDeadline {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly terms: Terms,
  ) {}

  async handle(payload: unknown) {
    const { issueId } = Payload.parse(payload);
    const releaseId = releaseOf(issueId);
    return this.desks.handle(releaseId, { type: 'MissDeadline', issueId, terms: await this.terms.of(releaseId) });
  }
}
