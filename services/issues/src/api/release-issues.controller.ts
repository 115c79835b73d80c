import { Controller, Get, Param, Post } from '@nestjs/common';
import { actingRoles } from '@slipway/contracts';
import {
  InjectAggregate,
  pageOf,
  ReleaseDirectory,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  type Aggregate,
  type Page,
  type Tagged,
} from '@slipway/service-kit';
import { z } from 'zod';
import { desk } from '../domain/desk.decider.js';
import { Terms } from '../work/desk-terms.js';
import { IssueAnswer } from './issue.answer.js';

const NewIssue = z.strictObject({ title: z.string().min(1).max(200), detail: z.string().max(10_000).default('') });
const Nothing = z.strictObject({});

/** The issues of one release. */
@Controller('issues/v1/releases/:releaseId')
export class ReleaseIssuesController {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly releases: ReleaseDirectory,
    private readonly terms: Terms,
  ) {}

  @Get('issues')
  @TaggedAnswer(pageOf(IssueAnswer))
  async list(@Param('releaseId') releaseId: string): Promise<Tagged<Page<IssueAnswer>>> {
    await this.releases.get(releaseId);
    const { state, streamPosition } = await this.desks.load(releaseId);
    return tagged(streamPosition, { items: Object.values(state.issues) });
  }

  @Post('issues')
  @Roles(...actingRoles)
  async raise(@Param('releaseId') releaseId: string, @ZodBody(NewIssue) body: z.infer<typeof NewIssue>) {
    const terms = await this.terms.of(releaseId);
    return this.desks.handle(releaseId, { type: 'RaiseIssue', releaseId, ...body, terms });
  }

  /** Says how things stand; without any issue the closing of the release waits for it. */
  @Post('review')
  @Roles('support')
  async review(@Param('releaseId') releaseId: string, @ZodBody(Nothing) _: z.infer<typeof Nothing>) {
    const terms = await this.terms.of(releaseId);
    return this.desks.handle(releaseId, { type: 'ConcludeReview', releaseId, terms });
  }
}
