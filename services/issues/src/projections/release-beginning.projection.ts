import { FlowStarted } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the flow of a release began. */
@Entity('release_beginning')
export class ReleaseBeginningRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text', { name: 'begun_at' })
  begunAt!: string;
}

export const releaseBeginnings = projection('release-beginnings', ReleaseBeginningRow).on(
  FlowStarted,
  (rows, { data: { release }, occurredAt }) => rows.upsert({ releaseId: release.releaseId, begunAt: occurredAt }),
);
