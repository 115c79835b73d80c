import { Controller, Get, Post } from '@nestjs/common';
import { actingRoles, ReleaseId, type ReleaseSummary } from '@slipway/contracts';
import {
  decodeCursor,
  EmptyBody,
  InjectAggregate,
  KnownRelease,
  page,
  pageOf,
  PageQuery,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  ZodParam,
  ZodQuery,
  type Aggregate,
  type Page,
  type Tagged,
} from '@slipway/service-kit';
import { z } from 'zod';
import { desk } from '../domain/desk.decider.js';
import { numberOf } from '../domain/issue-id.js';
import { Issues } from '../projections/issues.projection.js';
import { Terms } from '../application/desk-terms.js';
import { IssueAnswer } from './issue.answer.js';

const NewIssue = z.strictObject({ title: z.string().min(1).max(200), detail: z.string().max(10_000).default('') });

/** The issues of one release. */
@Controller('issues/v1/releases/:releaseId')
export class ReleaseIssuesController {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly issues: Issues,
    private readonly terms: Terms,
  ) {}

  @Get('issues')
  @TaggedAnswer(pageOf(IssueAnswer))
  async list(
    @KnownRelease() { releaseId }: ReleaseSummary,
    @ZodQuery(PageQuery) { limit, cursor }: PageQuery,
  ): Promise<Tagged<Page<IssueAnswer>>> {
    const after = decodeCursor(cursor, z.int().positive()) ?? 0;
    // Before the issues: an answer may be newer than its tag, never older.
    const { streamPosition } = await this.desks.load(releaseId);
    const rows = await this.issues.page(releaseId, { limit: limit + 1, after });
    return tagged(streamPosition, page(rows, { limit, keyOf: ({ raised }) => numberOf(raised.issueId) }));
  }

  @Post('issues')
  @Roles(...actingRoles)
  async raise(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(NewIssue) body: z.infer<typeof NewIssue>) {
    const terms = await this.terms.of(releaseId);
    return this.desks.handle(releaseId, { type: 'RaiseIssue', releaseId, ...body, terms });
  }

  /** Reviews the issues of the release; without any issue, the closing of the release waits for this. */
  @Post('review')
  @Roles('support')
  async review(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(EmptyBody) _: EmptyBody) {
    const terms = await this.terms.of(releaseId);
    return this.desks.handle(releaseId, { type: 'ConcludeReview', releaseId, terms });
  }
}
