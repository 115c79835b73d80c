import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PipelineFinished, TestSuiteFinished, type EventReference } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { projection, type Rows } from '@slipway/service-kit';
import { Column, Entity, In, PrimaryColumn, type Repository } from 'typeorm';
import { replaces, type ArtifactResult } from '../domain/quality/artifact-result.js';

/** The latest result of each pipeline and suite for each artifact, whether or not a release carries it yet. */
@Entity('artifact_result')
export class ArtifactResultRow {
  @PrimaryColumn('text')
  digest!: string;

  @PrimaryColumn('text')
  kind!: ArtifactResult['kind'];

  @PrimaryColumn('text')
  name!: string;

  @Column('text')
  outcome!: ArtifactResult['outcome'];

  @Column('jsonb')
  reference!: EventReference;

  @Column('text', { name: 'occurred_at' })
  occurredAt!: string;

  @Column('bigint', { name: 'log_index', transformer: { to: (index: number) => index, from: Number } })
  logIndex!: number;
}

const referenceTo = ({ id, type, trail, hash }: LoggedEvent): EventReference => ({ eventId: id, type, trail, hash });

async function keep(
  rows: Rows<ArtifactResultRow>,
  result: Pick<ArtifactResultRow, 'digest' | 'kind' | 'name' | 'outcome'>,
  event: LoggedEvent,
): Promise<void> {
  const { digest, kind, name } = result;
  const [known] = await rows.find({ digest, kind, name });
  if (!replaces(event, known)) return;
  const { occurredAt, logIndex } = event;
  await rows.upsert({ ...result, reference: referenceTo(event), occurredAt, logIndex });
}

export const artifactResults = projection('artifact-results', ArtifactResultRow)
  .on(PipelineFinished, (rows, event) => {
    const { digest, pipeline: name, outcome } = event.data;
    if (outcome === 'cancelled') return Promise.resolve();
    return keep(rows, { digest, kind: 'pipeline', name, outcome }, event);
  })
  .on(TestSuiteFinished, (rows, event) => {
    const { digest, suite: name, outcome } = event.data;
    if (outcome === 'cancelled') return Promise.resolve();
    return keep(rows, { digest, kind: 'suite', name, outcome }, event);
  });

@Injectable()
export class ArtifactResults {
  constructor(@InjectRepository(ArtifactResultRow) private readonly rows: Repository<ArtifactResultRow>) {}

  /** In the order in which they came. */
  async of(digests: readonly string[]): Promise<ArtifactResult[]> {
    const rows = await this.rows.find({ where: { digest: In([...digests]) }, order: { logIndex: 'ASC' } });
    return rows.map(({ digest, kind, name, outcome, reference }) => ({ digest, kind, name, outcome, reference }));
  }
}
