import { Controller, Get } from '@nestjs/common';
import {
  decodeCursor,
  page,
  pageOf,
  PageQuery,
  ReleaseParam,
  ZodAnswer,
  ZodQuery,
  type Page,
} from '@slipway/service-kit';
import { z } from 'zod';
import { Samples } from '../adapters/samples/samples.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { Sample, sampleOf } from './sample.answer.js';

const SamplesQuery = PageQuery.extend({ target: z.string().min(1).max(200).optional() });
type SamplesQuery = z.infer<typeof SamplesQuery>;

/** The raw samples, newest first. */
@Controller('monitoring/v1/releases/:releaseId/samples')
export class SamplesController {
  constructor(private readonly samples: Samples) {}

  @Get()
  @ZodAnswer(pageOf(Sample))
  async list(
    @ReleaseParam(WatchedReleases) { release: { releaseId } }: Circumstances,
    @ZodQuery(SamplesQuery) { limit, cursor, target }: SamplesQuery,
  ): Promise<Page<Sample>> {
    const before = decodeCursor(cursor, z.string().regex(/^\d{1,19}$/));
    const rows = await this.samples.page(releaseId, { limit: limit + 1, before, target });
    return page(rows.map(sampleOf), { limit, keyOf: ({ id }) => id });
  }
}
