import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { CriterionMet, CriterionWaived, FlowStarted, ItemWithdrawn } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, IsNull, Not, PrimaryColumn, type Repository } from 'typeorm';
import { z } from 'zod';
import type { Withdrawn } from '../domain/rollout/pre-deployment-checks.js';

/** An entry criterion of a release, and why it was taken back after it had been met. */
@Entity('entry_criterion')
export class EntryCriterionRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  criterion!: string;

  @Column('text')
  text!: string;

  /** Why it does not hold any more; null where nothing has taken it back. */
  @Column('text', { nullable: true })
  reason!: string | null;
}

/** Of a flow only what is kept: a template from before, or of another shape, must not stop the projection. */
const Flow = z.object({ entryCriteria: z.array(z.object({ id: z.string(), text: z.string() })).catch([]) });

export const entryCriteria = projection('entry-criteria', EntryCriterionRow)
  .on(FlowStarted, async (rows, { data: { release, flow } }) => {
    const { releaseId } = release;
    for (const { id: criterion, text } of Flow.parse(flow).entryCriteria)
      await rows.upsert({ releaseId, criterion, text, reason: null });
  })
  .on(CriterionMet, (rows, { data: { releaseId, criterion } }) =>
    rows.update({ releaseId, criterion }, { reason: null }),
  )
  // It is let go for good, whatever becomes of it after that.
  .on(CriterionWaived, (rows, { data: { releaseId, criterion } }) => rows.delete({ releaseId, criterion }))
  .on(ItemWithdrawn, (rows, { data: { releaseId, item: criterion, reason } }) =>
    rows.update({ releaseId, criterion }, { reason }),
  );

@Injectable()
export class EntryCriteria {
  constructor(@InjectRepository(EntryCriterionRow) private readonly rows: Repository<EntryCriterionRow>) {}

  /** Those that were met, and do not hold any more. */
  async withdrawnFrom(releaseId: string): Promise<Withdrawn[]> {
    const rows = await this.rows.find({ where: { releaseId, reason: Not(IsNull()) }, order: { criterion: 'ASC' } });
    return rows.map(({ text, reason }) => ({ text, reason: reason ?? '' }));
  }
}
