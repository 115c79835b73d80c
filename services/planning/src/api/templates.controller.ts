import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { limits } from '@slipway/contracts';
import {
  decodeCursor,
  InjectAggregate,
  page,
  pageOf,
  PageQuery,
  RawBody,
  Roles,
  ZodAnswer,
  ZodQuery,
  type Aggregate,
  type Page,
} from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import { z } from 'zod';
import { template } from '../domain/template/template.decider.js';
import { TemplateRow } from '../projections/templates.projection.js';
import { TemplateLibrary } from '../application/template-library.js';
import { ListedTemplate } from './lists.answer.js';
import { readTemplate } from './read-template.js';

const Key = z.tuple([z.string(), z.string()]);

@Controller('planning/v1/templates')
export class TemplatesController {
  constructor(
    @InjectAggregate(template) private readonly templates: Aggregate<typeof template>,
    @InjectRepository(TemplateRow) private readonly rows: Repository<TemplateRow>,
    private readonly library: TemplateLibrary,
  ) {}

  /** Markdown in the form of base-flow-release.md, or the template as JSON. */
  @Post()
  @Roles('release-manager')
  @RawBody({ limit: limits.request.bodyBytes, types: ['text/markdown', 'application/json'] })
  async publish(@Body() bytes: Buffer, @Headers('content-type') mediaType = '') {
    const read = readTemplate(bytes, mediaType);
    if ('rejected' in read) return read;
    const published = await this.library.keep(read);
    return this.templates.handle(read.id, { type: 'PublishTemplate', ...published }, { trail: 'platform' });
  }

  @Get()
  @ZodAnswer(pageOf(ListedTemplate))
  async list(@ZodQuery(PageQuery) { limit, cursor }: PageQuery): Promise<Page<ListedTemplate>> {
    const after = decodeCursor(cursor, Key);
    const query = this.rows
      .createQueryBuilder('row')
      .orderBy('row.id')
      .addOrderBy('row.version')
      .take(limit + 1);
    if (after !== undefined)
      query.where('(row.id, row.version) > (:id, :version)', { id: after[0], version: after[1] });
    return page(await query.getMany(), { limit, keyOf: ({ id, version }) => [id, version] });
  }
}
