import { InjectAggregate, OnTimer, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { desk, releaseOf } from '../domain/desk.decider.js';

export const deadlineTimer = 'issue-deadline';
const Payload = z.strictObject({ issueId: z.string() });

@OnTimer(deadlineTimer)
export class OnDeadline {
  constructor(@InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>) {}

  handle(payload: unknown) {
    const { issueId } = Payload.parse(payload);
    return this.desks.handle(releaseOf(issueId), { type: 'MissDeadline', issueId });
  }
}
