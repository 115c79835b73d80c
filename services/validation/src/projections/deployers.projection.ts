import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { canonicalIdentity, DeploymentPlanRecorded, TeamAssembled } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Entity, PrimaryColumn, type Repository } from 'typeorm';

/**
 * The deployers of a release: by role in its team, by having recorded its deployment plan, or both. Planning publishes
 * the hat a moment later; until then, this is what is known.
 */
@Entity('release_deployer')
export class DeployerRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** In canonical form. */
  @PrimaryColumn('text')
  person!: string;

  @PrimaryColumn('text')
  by!: 'team' | 'plan';
}

export const deployers = projection('deployers', DeployerRow)
  .on(TeamAssembled, async (rows, { data: { releaseId, members } }) => {
    await rows.delete({ releaseId, by: 'team' });
    for (const { role, person } of members) {
      if (role === 'deployer') await rows.upsert({ releaseId, person: canonicalIdentity(person), by: 'team' });
    }
  })
  .on(DeploymentPlanRecorded, async (rows, { data: { releaseId }, actor }) => {
    if (actor.kind !== 'person') return;
    await rows.upsert({ releaseId, person: canonicalIdentity(actor.id), by: 'plan' });
  });

@Injectable()
export class Deployers {
  constructor(@InjectRepository(DeployerRow) private readonly rows: Repository<DeployerRow>) {}

  async of(releaseId: string): Promise<string[]> {
    const rows = await this.rows.findBy({ releaseId });
    return [...new Set(rows.map(({ person }) => person))];
  }
}
