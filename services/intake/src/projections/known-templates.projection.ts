import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { TemplatePublished } from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import { InjectProjections, projection, type Projections } from '@slipway/service-kit';
import { Entity, PrimaryColumn, type Repository } from 'typeorm';

/** A flow template that planning has published, in whatever version. */
@Entity('known_template')
export class KnownTemplateRow {
  @PrimaryColumn('text', { name: 'template_id' })
  templateId!: string;
}

export const knownTemplates = projection('known-templates', KnownTemplateRow).on(
  TemplatePublished,
  (rows, { data: { template } }) => rows.upsert({ templateId: template.id }),
);

@Injectable()
export class KnownTemplates {
  constructor(
    @InjectRepository(KnownTemplateRow) private readonly rows: Repository<KnownTemplateRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** The base flow is built in. */
  async has(templateId: string = baseFlow.id): Promise<boolean> {
    if (templateId === baseFlow.id || (await this.rows.existsBy({ templateId }))) return true;
    await this.projections.upToDate();
    return this.rows.existsBy({ templateId });
  }
}
