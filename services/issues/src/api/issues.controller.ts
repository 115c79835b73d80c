import { Controller, Get, Post } from '@nestjs/common';
import { EvidenceReference, IssueId, IssueTriaged } from '@slipway/contracts';
import type { Rejection } from '@slipway/decider';
import {
  InjectAggregate,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Tagged,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { IssueCommand } from '../domain/desk.commands.js';
import { desk } from '../domain/desk.decider.js';
import { unknownIssue } from '../domain/desk.policy.js';
import { releaseOf } from '../domain/issue-id.js';
import { Issues } from '../projections/issues.projection.js';
import { Terms } from '../application/desk-terms.js';
import { IssueAnswer } from './issue.answer.js';

const Triage = IssueTriaged.data.pick({ category: true, impact: true, urgency: true });
const Plan = z.strictObject({ plan: z.string().min(1), plannedFor: z.string().min(1) });
const Hotfix = z.strictObject({ reason: z.string().min(1) });
const Resolution = z.strictObject({
  resolution: z.string().min(1),
  evidence: z.array(EvidenceReference).max(100).default([]),
});

type WithoutIssue<Command> = Command extends IssueCommand ? Omit<Command, 'issueId' | 'terms'> : never;

/** One issue on its way from raised to resolved. */
@Controller('issues/v1/issues/:issueId')
export class IssuesController {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly issues: Issues,
    private readonly terms: Terms,
  ) {}

  @Get()
  @TaggedAnswer(IssueAnswer)
  async read(@ZodParam('issueId', IssueId) issueId: string): Promise<Tagged<IssueAnswer> | Rejection> {
    // Before the issue: an answer may be newer than its tag, never older.
    const { streamPosition } = await this.desks.load(releaseOf(issueId));
    const issue = await this.issues.find(issueId);
    return issue === undefined ? unknownIssue(issueId) : tagged(streamPosition, issue);
  }

  @Post('triage')
  @Roles('support')
  triage(@ZodParam('issueId', IssueId) issueId: string, @ZodBody(Triage) body: z.infer<typeof Triage>) {
    return this.handle(issueId, { type: 'Triage', ...body });
  }

  @Post('plan')
  @Roles('support', 'release-manager')
  plan(@ZodParam('issueId', IssueId) issueId: string, @ZodBody(Plan) body: z.infer<typeof Plan>) {
    return this.handle(issueId, { type: 'PlanFix', ...body });
  }

  @Post('hotfix')
  @Roles('support', 'release-manager')
  requestHotfix(@ZodParam('issueId', IssueId) issueId: string, @ZodBody(Hotfix) body: z.infer<typeof Hotfix>) {
    return this.handle(issueId, { type: 'RequestHotfix', ...body });
  }

  @Post('resolution')
  @Roles('support')
  resolve(@ZodParam('issueId', IssueId) issueId: string, @ZodBody(Resolution) body: z.infer<typeof Resolution>) {
    return this.handle(issueId, { type: 'Resolve', ...body });
  }

  private async handle(issueId: string, command: WithoutIssue<IssueCommand>) {
    const releaseId = releaseOf(issueId);
    return this.desks.handle(releaseId, { ...command, issueId, terms: await this.terms.of(releaseId) });
  }
}
