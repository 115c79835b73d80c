import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  canonicalIdentity,
} from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Entity, PrimaryColumn, type Repository } from 'typeorm';

/** A current approval. The first of several approves what its approver saw, whether or not the quorum is reached. */
@Entity('release_approval')
export class ApprovalRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** In canonical form. */
  @PrimaryColumn('text')
  approver!: string;
}

export const approvals = projection('approvals', ApprovalRow)
  .on(ApprovalGiven, (rows, { data: { releaseId, approver } }) =>
    rows.upsert({ releaseId, approver: canonicalIdentity(approver) }),
  )
  .on(ApprovalObtained, async (rows, { data: { releaseId, approvers } }) => {
    for (const approver of approvers) await rows.upsert({ releaseId, approver: canonicalIdentity(approver) });
  })
  .on(ApprovalLapsed, async (rows, { data: { releaseId, approvers } }) => {
    for (const approver of approvers) await rows.delete({ releaseId, approver: canonicalIdentity(approver) });
  })
  .on(ApprovalWithdrawn, (rows, { data: { releaseId, approver } }) =>
    rows.delete({ releaseId, approver: canonicalIdentity(approver) }),
  );

@Injectable()
export class Approvals {
  constructor(@InjectRepository(ApprovalRow) private readonly rows: Repository<ApprovalRow>) {}

  /** Whether the current release has an approval. */
  stand(releaseId: string): Promise<boolean> {
    return this.rows.existsBy({ releaseId });
  }
}
