import { TemplatePublished } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('template')
export class TemplateRow {
  @PrimaryColumn('text')
  id!: string;

  @PrimaryColumn('text')
  version!: string;

  @Column('text')
  title!: string;

  /** Of its canonical JSON in the evidence store. */
  @Column('text')
  digest!: string;

  @Column('text', { name: 'published_at' })
  publishedAt!: string;
}

export const templates = projection('templates', TemplateRow).on(
  TemplatePublished,
  (rows, { data: { template, title }, occurredAt: publishedAt }) => rows.upsert({ ...template, title, publishedAt }),
);
