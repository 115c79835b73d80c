import { Controller, Get, Param, Post } from '@nestjs/common';
import { EvidenceReference, IssueTriaged } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import { later } from '@slipway/flow';
import {
  InjectAggregate,
  InjectClock,
  ReleaseDirectory,
  Roles,
  ZodAnswer,
  ZodBody,
  type Aggregate,
  type Clock,
} from '@slipway/service-kit';
import { z } from 'zod';
import { desk, releaseOf } from '../domain/desk.decider.js';
import { IssueAnswer } from './issue.answer.js';

const Triage = IssueTriaged.data.pick({ category: true, impact: true, urgency: true });
const Plan = z.strictObject({ plan: z.string().min(1), plannedFor: z.string().min(1) });
const Hotfix = z.strictObject({ reason: z.string().min(1) });
const Resolution = z.strictObject({
  resolution: z.string().min(1),
  evidence: z.array(EvidenceReference).max(100).default([]),
});

/** One issue on its way from raised to resolved. */
@Controller('issues/v1/issues/:issueId')
export class IssuesController {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly releases: ReleaseDirectory,
    @InjectClock() private readonly clock: Clock,
  ) {}

  @Get()
  @ZodAnswer(IssueAnswer)
  async read(@Param('issueId') issueId: string): Promise<IssueAnswer | Rejection> {
    const { state } = await this.desks.load(releaseOf(issueId));
    return (
      state.issues[issueId] ??
      reject('ISSUE_UNKNOWN', { issueId, fix: 'GET /issues/v1/releases/<release>/issues lists them' })
    );
  }

  @Post('triage')
  @Roles('support')
  async triage(@Param('issueId') issueId: string, @ZodBody(Triage) body: z.infer<typeof Triage>) {
    const { policy } = await this.releases.get(releaseOf(issueId));
    const deadlineIfCritical = later(this.clock.now(), policy.durations.criticalIssue);
    return this.desks.handle(releaseOf(issueId), { type: 'Triage', issueId, ...body, deadlineIfCritical });
  }

  @Post('plan')
  @Roles('support', 'release-manager')
  plan(@Param('issueId') issueId: string, @ZodBody(Plan) body: z.infer<typeof Plan>) {
    return this.desks.handle(releaseOf(issueId), { type: 'PlanFix', issueId, ...body });
  }

  @Post('hotfix')
  @Roles('support', 'release-manager')
  requestHotfix(@Param('issueId') issueId: string, @ZodBody(Hotfix) body: z.infer<typeof Hotfix>) {
    return this.desks.handle(releaseOf(issueId), { type: 'RequestHotfix', issueId, ...body });
  }

  @Post('resolution')
  @Roles('support')
  resolve(@Param('issueId') issueId: string, @ZodBody(Resolution) body: z.infer<typeof Resolution>) {
    return this.desks.handle(releaseOf(issueId), { type: 'Resolve', issueId, ...body });
  }
}
