import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { FlowStarted, ReleaseRevised, ReleaseSummary } from '@slipway/contracts';
import {
  ArrayContains,
  Column,
  Entity,
  PrimaryColumn,
  type MigrationInterface,
  type QueryRunner,
  type Repository,
} from 'typeorm';
import { InjectProjections } from '../config/tokens.js';
import type { Projections } from '../projection/projections.js';
import { projection } from '../projection/projection.js';
import type { Rows } from '../projection/rows.js';
import { releaseUnknown } from './release-unknown.js';

/** A release as its flow last described it, kept in the schema of each service that asks. */
@Entity('release_directory')
export class ReleaseDirectoryRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text', { array: true })
  digests!: string[];

  @Column('jsonb')
  summary!: ReleaseSummary;
}

export class CreateReleaseDirectory1763900001000 implements MigrationInterface {
  name = 'CreateReleaseDirectory1763900001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table release_directory (
        release_id text primary key,
        digests text[] not null,
        summary jsonb not null
      )`);
    await runner.query('create index release_directory_digests on release_directory using gin (digests)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table release_directory');
  }
}

/** List it among a service's projections, its migration among the migrations, ReleaseDirectory among the providers. */
export const releaseDirectory = projection('release-directory', ReleaseDirectoryRow)
  .on(FlowStarted, (rows, { data }) => keep(rows, data.release))
  .on(ReleaseRevised, (rows, { data }) => keep(rows, data.release));

const keep = (rows: Rows<ReleaseDirectoryRow>, summary: ReleaseSummary) =>
  rows.upsert({ releaseId: summary.releaseId, digests: summary.artifacts.map(({ digest }) => digest), summary });

/** What a service knows of the releases: enough to give a command to its own aggregates. */
@Injectable()
export class ReleaseDirectory {
  constructor(
    @InjectRepository(ReleaseDirectoryRow) private readonly rows: Repository<ReleaseDirectoryRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  async find(releaseId: string): Promise<ReleaseSummary | undefined> {
    const row = await this.rows.findOneBy({ releaseId });
    return row === null ? undefined : ReleaseSummary.parse(row.summary);
  }

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async get(releaseId: string): Promise<ReleaseSummary> {
    const summary = (await this.find(releaseId)) ?? (await this.findUpToDate(releaseId));
    if (summary !== undefined) return summary;
    throw releaseUnknown(releaseId);
  }

  /** Somebody may have seen it elsewhere a moment before our projections did. */
  private async findUpToDate(releaseId: string): Promise<ReleaseSummary | undefined> {
    await this.projections.upToDate();
    return this.find(releaseId);
  }

  /** The releases that ship this artifact. */
  async byDigest(digest: string): Promise<ReleaseSummary[]> {
    const rows = await this.rows.findBy({ digests: ArrayContains([digest]) });
    return rows.map(({ summary }) => ReleaseSummary.parse(summary));
  }
}
