import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PipelineFinished, TestSuiteFinished, type EventReference } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { projection, type Rows } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { replaces, type ArtifactResult } from '../domain/quality/artifact-result.js';
import { referenceTo } from './reference-to.js';

/** The latest result of each line of runs for each artifact, whether or not a release carries it yet. */
@Entity('artifact_result')
export class ArtifactResultRow {
  @PrimaryColumn('text')
  digest!: string;

  @PrimaryColumn('text')
  kind!: ArtifactResult['kind'];

  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  subject!: string;

  /** Empty where the source names none. */
  @PrimaryColumn('text')
  environment!: string;

  @Column('text')
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

type Line = Pick<ArtifactResultRow, 'digest' | 'kind' | 'source' | 'subject' | 'environment'>;

async function keep(
  rows: Rows<ArtifactResultRow>,
  line: Line,
  said: Pick<ArtifactResultRow, 'name' | 'outcome'>,
  event: LoggedEvent,
): Promise<void> {
  const { occurredAt, logIndex } = event;
  const [known] = await rows.find(line);
  if (!replaces({ outcome: said.outcome, occurredAt }, known)) return;
  await rows.upsert({ ...line, ...said, reference: referenceTo(event), occurredAt, logIndex });
}

export const artifactResults = projection('artifact-results', ArtifactResultRow)
  .on(PipelineFinished, (rows, event) => {
    const { digest, pipeline: name, outcome, origin } = event.data;
    const line = { digest, kind: 'pipeline', source: origin.source, subject: name, environment: '' } as const;
    return keep(rows, line, { name, outcome }, event);
  })
  .on(TestSuiteFinished, (rows, event) => {
    const { digest, suite: name, suiteId: subject = name, environment = '', outcome, origin } = event.data;
    const line = { digest, kind: 'suite', source: origin.source, subject, environment } as const;
    return keep(rows, line, { name, outcome }, event);
  });

/**
 * The maximum number of rows of one kind of an artifact, and of one required suite, that are judged; failures come
 * first.
 */
const judgedLines = 200;

@Injectable()
export class ArtifactResults {
  constructor(@InjectRepository(ArtifactResultRow) private readonly rows: Repository<ArtifactResultRow>) {}

  /**
   * In the order of their arrival. A source that gives each run another name makes any number of rows: enough of them
   * are read to judge by.
   * @param suites names of suites whose rows are needed in addition
   */
  async of(digests: readonly string[], suites: readonly string[] = []): Promise<ArtifactResult[]> {
    const rows = await this.rows.query<ArtifactResultRow[]>(
      `select digest, kind, source, subject, environment, name, outcome, reference from (
         select *, row_number() over (
           partition by digest, kind, case when name = any ($2) then name end
           order by outcome = 'failure' desc, outcome = 'cancelled', log_index
         ) as place
         from artifact_result where digest = any ($1)
       ) as line where place <= $3 order by log_index`,
      [digests, suites, judgedLines],
    );
    return rows.map(({ digest, kind, source, subject, environment, name, outcome, reference }) => ({
      ...{ digest, kind, source, subject, name, outcome, reference },
      ...(environment === '' ? {} : { environment }),
    }));
  }
}
