import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  canonicalIdentity,
  samePerson,
} from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Circumstances } from '../domain/rollout/pre-deployment-checks.js';

/** The people who approve a release as it is, whether or not they are enough; no row if there are none. */
@Entity('release_approval')
export class ApprovalRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** In canonical form. */
  @Column('text', { array: true })
  approvers!: string[];

  @Column('text', { array: true })
  digests!: string[];
}

export const approvals = projection('approvals', ApprovalRow)
  .on(ApprovalGiven, async (rows, { data: { releaseId, approver, digests } }) => {
    const [known] = await rows.find({ releaseId });
    const approvers = new Set([...(known?.approvers ?? []), canonicalIdentity(approver)]);
    await rows.upsert({ releaseId, approvers: [...approvers], digests });
  })
  .on(ApprovalObtained, (rows, { data: { releaseId, approvers, digests } }) =>
    rows.upsert({ releaseId, approvers: approvers.map(canonicalIdentity), digests }),
  )
  .on(ApprovalLapsed, (rows, { data: { releaseId } }) => rows.delete({ releaseId }))
  .on(ApprovalWithdrawn, async (rows, { data: { releaseId, approver } }) => {
    const [known] = await rows.find({ releaseId });
    if (known === undefined) return;
    const approvers = known.approvers.filter((each) => !samePerson(each, approver));
    await (approvers.length === 0 ? rows.delete({ releaseId }) : rows.update({ releaseId }, { approvers }));
  });

@Injectable()
export class Approvals {
  constructor(@InjectRepository(ApprovalRow) private readonly rows: Repository<ApprovalRow>) {}

  async of(releaseId: string): Promise<Circumstances['approval']> {
    return (await this.rows.findOneBy({ releaseId })) ?? undefined;
  }
}
