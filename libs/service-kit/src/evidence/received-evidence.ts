import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EvidenceReceived, type EvidenceReference } from '@slipway/contracts';
import { Column, Entity, In, PrimaryColumn, type MigrationInterface, type QueryRunner, type Repository } from 'typeorm';
import { InjectProjections } from '../config/tokens.js';
import { projection } from '../projection/projection.js';
import type { Projections } from '../projection/projections.js';

/** A document that was uploaded for a release, under one of its titles. */
@Entity('received_evidence')
export class ReceivedEvidenceRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  digest!: string;

  @PrimaryColumn('text')
  title!: string;

  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Column('int')
  size!: number;

  @Column('bigint', { name: 'log_index', transformer: { to: (value: number) => value, from: Number } })
  logIndex!: number;
}

export class CreateReceivedEvidence1764300000000 implements MigrationInterface {
  name = 'CreateReceivedEvidence1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table received_evidence (
        release_id text not null,
        digest text not null,
        title text not null,
        media_type text not null,
        size int not null,
        log_index bigint not null,
        primary key (release_id, digest, title)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table received_evidence');
  }
}

/** In every service that handles commands: checks the documents that a command names. */
export const receivedEvidence = projection('received-evidence', ReceivedEvidenceRow).on(
  EvidenceReceived,
  (rows, { data: { releaseId, evidence }, logIndex }) => rows.upsert({ releaseId, ...evidence, logIndex }),
);

/** By digest: the document under each title that it was uploaded with, the first one first. */
export type Received = ReadonlyMap<string, readonly EvidenceReference[]>;

@Injectable()
export class ReceivedEvidence {
  constructor(
    @InjectRepository(ReceivedEvidenceRow) private readonly rows: Repository<ReceivedEvidenceRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** Which of these documents were uploaded for the release. */
  async of(releaseId: string, references: readonly EvidenceReference[]): Promise<Received> {
    const found = await this.find(releaseId, references);
    const asNamed = ({ digest, title }: EvidenceReference) => found.get(digest)?.some((each) => each.title === title);
    if (references.every(asNamed)) return found;
    // It may have been uploaded, or given this title, a moment before the projections saw it.
    await this.projections.upToDate();
    return this.find(releaseId, references);
  }

  private async find(releaseId: string, references: readonly EvidenceReference[]): Promise<Received> {
    const digest = In(references.map((each) => each.digest));
    const rows = await this.rows.find({ where: { releaseId, digest }, order: { logIndex: 'ASC' } });
    return Map.groupBy(rows.map(referenceOf), (each) => each.digest);
  }
}

const referenceOf = ({ digest, mediaType, size, title }: ReceivedEvidenceRow): EvidenceReference => ({
  digest,
  mediaType,
  size,
  title,
});
