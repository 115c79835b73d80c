import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { canonicalIdentity, TeamAssembled, TeamRoleAssigned } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Entity, PrimaryColumn, type Repository } from 'typeorm';

/** Everybody who is or was in the team of a release: a person who has left it has worked on it all the same. */
@Entity('release_team_member')
export class TeamMemberRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** In canonical form. */
  @PrimaryColumn('text')
  person!: string;
}

export const releaseTeam = projection('release-team', TeamMemberRow)
  .on(TeamRoleAssigned, (rows, { data: { releaseId, person } }) =>
    rows.upsert({ releaseId, person: canonicalIdentity(person) }),
  )
  .on(TeamAssembled, async (rows, { data: { releaseId, members } }) => {
    for (const { person } of members) await rows.upsert({ releaseId, person: canonicalIdentity(person) });
  });

@Injectable()
export class ReleaseTeam {
  constructor(@InjectRepository(TeamMemberRow) private readonly rows: Repository<TeamMemberRow>) {}

  async of(releaseId: string): Promise<string[]> {
    return (await this.rows.findBy({ releaseId })).map(({ person }) => person);
  }
}
