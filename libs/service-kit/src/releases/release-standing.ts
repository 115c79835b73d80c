import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  canonicalIdentity,
  ExceptionGranted,
  FlowStarted,
  HatTaken,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  type ExceptionKind,
  type Hat,
} from '@slipway/contracts';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner, type Repository } from 'typeorm';
import { InjectProjections } from '../config/tokens.js';
import { projection } from '../projection/projection.js';
import type { Projections } from '../projection/projections.js';

type Granted = Pick<ExceptionGranted['data'], 'exceptionId' | 'kind' | 'items' | 'to'>;

/** Who acts for a release, what was granted to it, and whether it has ended: kept in the schema of each service that asks. */
@Entity('release_standing')
export class ReleaseStandingRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('jsonb')
  hats!: Partial<Record<Hat, string[]>>;

  @Column('jsonb')
  exceptions!: Granted[];

  @Column('boolean')
  ended!: boolean;
}

export class CreateReleaseStanding1764200000000 implements MigrationInterface {
  name = 'CreateReleaseStanding1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table release_standing (
        release_id text primary key,
        hats jsonb not null,
        exceptions jsonb not null,
        ended boolean not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table release_standing');
  }
}

/** List it among a service's projections, its migration among the migrations, ReleaseStandings among the providers. */
export const releaseStandings = projection('release-standings', ReleaseStandingRow)
  .on(FlowStarted, (rows, { data: { release } }) => {
    const hats = { author: [canonicalIdentity(release.author)] };
    return rows.upsert({ releaseId: release.releaseId, hats, exceptions: [], ended: false });
  })
  .on(HatTaken, async (rows, { data: { releaseId, hat, person } }) => {
    const [row] = await rows.find({ releaseId });
    if (row === undefined) return;
    const people = [...new Set([...(row.hats[hat] ?? []), canonicalIdentity(person)])];
    await rows.update({ releaseId }, { hats: { ...row.hats, [hat]: people } });
  })
  .on(ExceptionGranted, async (rows, { data: { releaseId, exceptionId, kind, items, to } }) => {
    const [row] = await rows.find({ releaseId });
    if (row === undefined) return;
    const granted = { exceptionId, kind, items, ...(to === undefined ? {} : { to }) };
    await rows.update({ releaseId }, { exceptions: [...row.exceptions, granted] });
  })
  .on([ReleaseReleased, ReleaseEndedPostRelease], (rows, { data: { releaseId } }) =>
    rows.update({ releaseId }, { ended: true }),
  );

export interface ReleaseStanding {
  /** By canonical identity. */
  readonly hats: Readonly<Partial<Record<Hat, readonly string[]>>>;
  readonly exceptions: readonly Granted[];
  readonly ended: boolean;
}

const unknown: ReleaseStanding = { hats: {}, exceptions: [], ended: false };

@Injectable()
export class ReleaseStandings {
  constructor(
    @InjectRepository(ReleaseStandingRow) private readonly rows: Repository<ReleaseStandingRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** With everything that was recorded until now. */
  async of(releaseId: string): Promise<ReleaseStanding> {
    await this.projections.upToDate();
    return this.known(releaseId);
  }

  /** As far as the projection has come. */
  async known(releaseId: string): Promise<ReleaseStanding> {
    return (await this.rows.findOneBy({ releaseId })) ?? unknown;
  }
}

/** The items, or the one new value, that granted exceptions of a kind allow. */
export const grantedItems = ({ exceptions }: ReleaseStanding, kind: ExceptionKind): readonly string[] =>
  exceptions.flatMap((each) => (each.kind === kind ? each.items : []));

export const grantedValues = ({ exceptions }: ReleaseStanding, kind: ExceptionKind): readonly string[] =>
  exceptions.flatMap((each) => (each.kind === kind && each.to !== undefined ? [each.to] : []));
