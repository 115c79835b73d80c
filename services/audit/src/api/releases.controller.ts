import { Controller, Get } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Instant } from '@slipway/contracts';
import {
  decodeCursor,
  page,
  pageOf,
  PageQuery,
  RangeQuery,
  Roles,
  ZodAnswer,
  ZodQuery,
  type Page,
} from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import { z } from 'zod';
import { AuditedReleaseRow, releaseStatuses } from '../projections/audited-release.row.js';
import { answerOf, AuditedRelease } from './release.answer.js';

const ReleasesQuery = PageQuery.extend({
  product: z.string().min(1).optional(),
  status: z.enum(releaseStatuses).optional(),
  ...RangeQuery.shape,
});
const Key = z.tuple([Instant, z.string()]);

/** All releases, the newest first. */
@Controller('audit/v1/releases')
@Roles('auditor')
export class ReleasesController {
  constructor(@InjectRepository(AuditedReleaseRow) private readonly rows: Repository<AuditedReleaseRow>) {}

  @Get()
  @ZodAnswer(pageOf(AuditedRelease))
  async list(
    @ZodQuery(ReleasesQuery) { product, status, from, to, limit, cursor }: z.infer<typeof ReleasesQuery>,
  ): Promise<Page<AuditedRelease>> {
    const query = this.rows.createQueryBuilder('release');
    if (product !== undefined) query.andWhere('release.product = :product', { product });
    if (status !== undefined) query.andWhere('release.status = :status', { status });
    if (from !== undefined) query.andWhere('release.proposedAt >= :from', { from });
    if (to !== undefined) query.andWhere('release.proposedAt < :to', { to });
    const after = decodeCursor(cursor, Key);
    if (after !== undefined) {
      const [proposedAt, releaseId] = after;
      query.andWhere('(release.proposedAt, release.releaseId) < (:proposedAt, :releaseId)', { proposedAt, releaseId });
    }
    const rows = await query
      .orderBy('release.proposedAt', 'DESC')
      .addOrderBy('release.releaseId', 'DESC')
      .take(limit + 1)
      .getMany();
    return page(rows.map(answerOf), { limit, keyOf: ({ proposedAt, releaseId }) => [proposedAt, releaseId] });
  }
}
