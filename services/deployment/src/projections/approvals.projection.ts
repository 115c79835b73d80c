import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApprovalLapsed, ApprovalObtained } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Circumstances } from '../domain/rollout/pre-deployment-checks.js';

/** The approval of a release as it stands; no row when there is none, or it has lapsed. */
@Entity('release_approval')
export class ApprovalRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text', { array: true })
  approvers!: string[];

  @Column('text', { array: true })
  digests!: string[];
}

export const approvals = projection('approvals', ApprovalRow)
  .on(ApprovalObtained, (rows, { data }) => rows.upsert(data))
  .on(ApprovalLapsed, (rows, { data: { releaseId } }) => rows.delete({ releaseId }));

@Injectable()
export class Approvals {
  constructor(@InjectRepository(ApprovalRow) private readonly rows: Repository<ApprovalRow>) {}

  async of(releaseId: string): Promise<Circumstances['approval']> {
    return (await this.rows.findOneBy({ releaseId })) ?? undefined;
  }
}
