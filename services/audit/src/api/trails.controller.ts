import { Readable } from 'node:stream';
import { Controller, Get, Header, Req, Res, StreamableFile } from '@nestjs/common';
import { serviceNames, streamOwners } from '@slipway/contracts';
import type { TrailFilter } from '@slipway/event-store';
import {
  decodeCursor,
  MediaAnswer,
  page,
  pageOf,
  PageQuery,
  RangeQuery,
  releaseUnknown,
  Roles,
  ZodAnswerOr,
  ZodParam,
  ZodQuery,
  type Page,
} from '@slipway/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Trails } from '../application/trails.js';
import { TrailEntryAnswer } from './trail.answer.js';
import { TrailName } from './trail-name.js';

const json = 'application/json';
const markdown = 'text/markdown';

const FilterQuery = z.object({
  type: z.string().min(1).optional(),
  actor: z.string().min(1).optional(),
  service: z.enum(serviceNames).optional(),
  ...RangeQuery.shape,
});
type FilterQuery = z.infer<typeof FilterQuery>;
const TrailQuery = PageQuery.extend(FilterQuery.shape);

/** What happened, in order. */
@Controller('audit/v1')
@Roles('auditor')
export class TrailsController {
  constructor(private readonly trails: Trails) {}

  /** JSON in pages; the whole as Markdown for those who prefer that. */
  @Get(['releases/:trail/trail', 'trails/:trail'])
  @Header('Vary', 'Accept')
  @ZodAnswerOr(markdown, pageOf(TrailEntryAnswer))
  async read(
    @ZodParam('trail', TrailName) trail: string,
    @ZodQuery(TrailQuery) query: z.infer<typeof TrailQuery>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<TrailEntryAnswer> | StreamableFile> {
    const { limit, cursor, ...filters } = query;
    if (request.accepts([json, markdown]) === markdown) {
      response.type(markdown);
      return this.timeline(trail, filters);
    }
    const after = decodeCursor(cursor, z.int().nonnegative());
    const entries = await this.trails.entries(trail, { after, limit: limit + 1, filter: filterOf(filters) });
    if (entries.length === 0) await this.demandKnown(trail);
    return page(entries, { limit, keyOf: ({ position }) => position });
  }

  @Get(['releases/:trail/timeline', 'trails/:trail/timeline'])
  @MediaAnswer(markdown)
  async timeline(
    @ZodParam('trail', TrailName) trail: string,
    @ZodQuery(FilterQuery) filters: FilterQuery,
  ): Promise<StreamableFile> {
    await this.demandKnown(trail);
    const pieces = Readable.from(this.trails.timeline(trail, filterOf(filters)), { objectMode: false });
    return new StreamableFile(pieces, { type: `${markdown}; charset=utf-8` });
  }

  private async demandKnown(trail: string): Promise<void> {
    if (!(await this.trails.has(trail))) throw releaseUnknown(trail);
  }
}

/** A service is known by its streams: it alone appends to them. */
const filterOf = ({ service, type, ...filters }: FilterQuery): TrailFilter => ({
  ...filters,
  ...(type === undefined ? {} : { types: [type] }),
  ...(service === undefined ? {} : { categories: streamOwners[service] }),
});
