import { Controller, Get, Post } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EnvironmentName, Window } from '@slipway/contracts';
import {
  decodeCursor,
  InjectAggregate,
  page,
  pageOf,
  PageQuery,
  ReasonBody,
  Roles,
  ZodAnswer,
  ZodBody,
  ZodParam,
  ZodQuery,
  type Aggregate,
  type Page,
} from '@slipway/service-kit';
import { MoreThan, type Repository } from 'typeorm';
import { z } from 'zod';
import { freeze } from '../domain/freeze/freeze.decider.js';
import { FreezeRow } from '../projections/freezes.projection.js';
import { FreezeCalendar } from '../application/freeze-calendar.js';
import { ListedFreeze } from './lists.answer.js';

const Declaration = z.strictObject({
  freezeId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,80}$/, 'lower-case letters, digits, dots and hyphens: holidays-2026'),
  environment: EnvironmentName,
  window: Window,
  reason: z.string().min(1).max(2000),
});
const trail = 'platform';

@Controller('planning/v1/freezes')
export class FreezesController {
  constructor(
    @InjectAggregate(freeze) private readonly freezes: Aggregate<typeof freeze>,
    private readonly calendar: FreezeCalendar,
    @InjectRepository(FreezeRow) private readonly rows: Repository<FreezeRow>,
  ) {}

  @Post()
  @Roles('release-manager')
  declare(@ZodBody(Declaration) body: z.infer<typeof Declaration>) {
    return this.freezes.handle(body.freezeId, { type: 'DeclareFreeze', ...body }, { trail });
  }

  @Post(':freezeId/lift')
  @Roles('release-manager')
  async lift(
    @ZodParam('freezeId', Declaration.shape.freezeId) freezeId: string,
    @ZodBody(ReasonBody) { reason }: ReasonBody,
  ) {
    const openReleases = await this.calendar.openReleases(freezeId);
    return this.freezes.handle(freezeId, { type: 'LiftFreeze', reason, openReleases }, { trail });
  }

  @Get()
  @ZodAnswer(pageOf(ListedFreeze))
  async list(@ZodQuery(PageQuery) { limit, cursor }: PageQuery): Promise<Page<ListedFreeze>> {
    const after = decodeCursor(cursor, z.string());
    const where = after === undefined ? {} : { freezeId: MoreThan(after) };
    const rows = await this.rows.find({ where, order: { freezeId: 'ASC' }, take: limit + 1 });
    return page(rows, { limit, keyOf: ({ freezeId }) => freezeId });
  }
}
