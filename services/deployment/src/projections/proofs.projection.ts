import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PreReleaseGateDecided, QualityEvidenceConfirmed, QualityEvidenceLost } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Proof } from '../domain/rollout/evidence-checks.js';

/** What validation last said of the CI evidence of a release, and of its gate. */
@Entity('start_proof')
export class ProofRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  subject!: 'evidence' | 'gate';

  @Column('boolean')
  holds!: boolean;

  @Column('text', { array: true })
  digests!: string[];

  @Column('text')
  reason!: string;
}

export const proofs = projection('proofs', ProofRow)
  .on(QualityEvidenceConfirmed, (rows, { data: { releaseId, digests } }) =>
    rows.upsert({ releaseId, subject: 'evidence', holds: true, digests, reason: 'confirmed' }),
  )
  .on(QualityEvidenceLost, (rows, { data: { releaseId, digests, reason } }) =>
    rows.upsert({ releaseId, subject: 'evidence', holds: false, digests, reason: `lost: ${reason}` }),
  )
  .on(PreReleaseGateDecided, (rows, { data: { releaseId, digests = [], verdict } }) =>
    rows.upsert({ releaseId, subject: 'gate', holds: verdict === 'passed', digests, reason: verdict }),
  );

@Injectable()
export class Proofs {
  constructor(@InjectRepository(ProofRow) private readonly rows: Repository<ProofRow>) {}

  async of(releaseId: string): Promise<Proof> {
    const rows = await this.rows.findBy({ releaseId });
    const about = (subject: ProofRow['subject']) => rows.find((row) => row.subject === subject);
    return { evidence: about('evidence'), gate: about('gate') };
  }
}
