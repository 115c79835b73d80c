import type { ReleaseType } from '@slipway/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const releaseStatuses = [
  'proposed',
  'running',
  'paused',
  'aborted',
  'released',
  'rolled-back',
  'rollback-failed',
  'open-items',
  'released-with-exceptions',
  'taken-back',
] as const;
export type ReleaseStatus = (typeof releaseStatuses)[number];

@Entity('audited_release')
export class AuditedReleaseRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  product!: string;

  @Column('text')
  version!: string;

  @Column('text')
  type!: ReleaseType;

  @Column('text')
  environment!: string;

  @Column('text')
  status!: ReleaseStatus;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
