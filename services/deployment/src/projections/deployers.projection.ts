import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { TeamRoleAssigned } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Circumstances } from '../domain/rollout/pre-deployment-checks.js';

/** Who was last assigned as the deployer of a release. */
@Entity('assigned_deployer')
export class DeployerRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  person!: string;
}

export const deployers = projection('deployers', DeployerRow).on(
  TeamRoleAssigned,
  async (rows, { data: { releaseId, role, person } }) => {
    if (role === 'deployer') await rows.upsert({ releaseId, person });
  },
);

@Injectable()
export class Deployers {
  constructor(@InjectRepository(DeployerRow) private readonly rows: Repository<DeployerRow>) {}

  async of(releaseId: string): Promise<Circumstances['deployer']> {
    return (await this.rows.findOneBy({ releaseId }))?.person;
  }
}
