import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { textDefect } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import { FlowTemplate, importTemplate } from '@slipway/flow';
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
import { TemplateLibrary } from '../work/template-library.js';
import { ListedTemplate } from './lists.answer.js';

const limitBytes = 1024 * 1024;
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
  @RawBody({ limit: limitBytes, types: ['text/markdown', 'application/json'] })
  async publish(@Body() bytes: Buffer, @Headers('content-type') mediaType = '') {
    const text = bytes.toString('utf8');
    const read = mediaType.startsWith('application/json') ? fromJson(text) : fromMarkdown(text);
    if ('rejected' in read) return read;
    const defect = textDefect(read);
    if (defect !== undefined) {
      return reject('TEMPLATE_INVALID', { fix, errors: [{ field: defect.path.join('.'), reason: defect.fix }] });
    }
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

type Read = FlowTemplate | Rejection<'TEMPLATE_INVALID'>;

function fromMarkdown(text: string): Read {
  const { template: imported, errors = [] } = importTemplate(text);
  return (
    imported ?? reject('TEMPLATE_INVALID', { fix, errors: errors.map(({ code, details }) => ({ code, ...details })) })
  );
}

const fix = 'fix what each of the errors names';

function fromJson(text: string): Read {
  const parsed = parse(text);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message }));
  return reject('TEMPLATE_INVALID', { fix, errors });
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `is not JSON: ${String(error)}` });
    return z.NEVER;
  }
});

const parse = (text: string) => Json.pipe(FlowTemplate).safeParse(text);
