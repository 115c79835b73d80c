import { Controller, Get } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EnvironmentName, ReleaseId } from '@slipway/contracts';
import {
  decodeCursor,
  InjectAggregate,
  page,
  pageOf,
  PageQuery,
  RangeQuery,
  releaseUnknown,
  tagged,
  TaggedAnswer,
  ZodAnswer,
  ZodParam,
  ZodQuery,
  type Aggregate,
  type Page,
  type Tagged,
} from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import { z } from 'zod';
import { approval } from '../domain/approval/approval.decider.js';
import { closure } from '../domain/closure/closure.decider.js';
import { communication } from '../domain/communication/communication.decider.js';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun, type FlowState } from '../domain/flow/flow.state.js';
import { whatIsMissing } from '../domain/flow/missing.js';
import { release } from '../domain/release/release.decider.js';
import { isProposed } from '../domain/release/release.state.js';
import { ReleaseCalendarRow } from '../projections/release-calendar.projection.js';
import { ReleaseRow } from '../projections/release-list.projection.js';
import type { FlowProgress } from './flow.answer.js';
import { CalendarEntry, ListedRelease, ListedStatus } from './lists.answer.js';
import { ReleaseAnswer } from './release.answer.js';

const ReleasesQuery = PageQuery.extend({ product: z.string().optional(), status: ListedStatus.optional() });
const CalendarQuery = PageQuery.extend({ environment: EnvironmentName.optional(), ...RangeQuery.shape });
const Key = z.tuple([z.string(), z.string()]);

/** The planned releases and their status. */
@Controller('planning/v1')
export class ReleasesController {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>,
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectRepository(ReleaseRow) private readonly rows: Repository<ReleaseRow>,
    @InjectRepository(ReleaseCalendarRow) private readonly calendarRows: Repository<ReleaseCalendarRow>,
  ) {}

  /** The newest first. */
  @Get('releases')
  @ZodAnswer(pageOf(ListedRelease))
  async list(
    @ZodQuery(ReleasesQuery) { limit, cursor, product, status }: z.infer<typeof ReleasesQuery>,
  ): Promise<Page<ListedRelease>> {
    const after = decodeCursor(cursor, Key);
    const query = this.rows
      .createQueryBuilder('row')
      .orderBy('row.proposedAt', 'DESC')
      .addOrderBy('row.releaseId', 'DESC');
    if (product !== undefined) query.andWhere('row.product = :product', { product });
    if (status !== undefined) query.andWhere('row.status = :status', { status });
    if (after !== undefined) {
      query.andWhere('(row.proposed_at, row.release_id) < (:at, :id)', { at: after[0], id: after[1] });
    }
    const found = await query.take(limit + 1).getMany();
    return page(found, { limit, keyOf: ({ proposedAt, releaseId }) => [proposedAt, releaseId] });
  }

  /** Everything that planning knows of a release, read from its streams. The ETag covers the release and its approval. */
  @Get('releases/:releaseId')
  @TaggedAnswer(ReleaseAnswer)
  async read(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<Tagged<ReleaseAnswer>> {
    const [proposed, approved, communicated, closed, run] = await Promise.all([
      this.releases.load(releaseId),
      this.approvals.load(releaseId),
      this.communications.load(releaseId),
      this.closures.load(releaseId),
      this.flows.load(releaseId),
    ]);
    if (!isProposed(proposed.state)) throw releaseUnknown(releaseId);
    return tagged(
      { release: proposed.streamPosition, approval: approved.streamPosition },
      {
        ...proposed.state,
        ...(isRun(run.state) ? { status: run.state.status } : {}),
        approval: approved.state,
        communication: communicated.state,
        closure: closed.state,
        flow: flowView(run.state),
      },
    );
  }

  /** Windows of the releases that have not ended, in their order. */
  @Get('calendar')
  @ZodAnswer(pageOf(CalendarEntry))
  async calendar(
    @ZodQuery(CalendarQuery) { limit, cursor, environment, from, to }: z.infer<typeof CalendarQuery>,
  ): Promise<Page<CalendarEntry>> {
    const after = decodeCursor(cursor, Key);
    const query = this.calendarRows.createQueryBuilder('row').orderBy('row.windowStart').addOrderBy('row.releaseId');
    if (environment !== undefined) query.andWhere('row.environment = :environment', { environment });
    if (from !== undefined) query.andWhere('row.windowEnd > :from', { from });
    if (to !== undefined) query.andWhere('row.windowStart < :to', { to });
    if (after !== undefined) {
      query.andWhere('(row.window_start, row.release_id) > (:start, :id)', { start: after[0], id: after[1] });
    }
    const found = await query.take(limit + 1).getMany();
    return page(found, { limit, keyOf: ({ windowStart, releaseId }) => [windowStart, releaseId] });
  }
}

/** The run without its template, which is long and has its digest in `template` beside it; /flow has it all. */
function flowView(state: FlowState): FlowProgress {
  if (!isRun(state)) return state;
  const { template: _, release: __, reference: ___, ...run } = state;
  return { ...run, waitsFor: whatIsMissing(state) };
}
