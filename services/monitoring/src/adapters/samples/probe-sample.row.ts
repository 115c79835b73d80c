import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One answer, or the lack of one. */
@Entity('probe_sample')
export class ProbeSampleRow {
  @PrimaryColumn('bigint', { generated: 'identity' })
  id!: string;

  @Column('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  target!: string;

  @Column('timestamptz')
  at!: Date;

  /** Whether it counts in measurements: the target is critical and its purpose is health. */
  @Column('boolean')
  measured!: boolean;

  @Column('boolean')
  passed!: boolean;

  /** Absent when there was no answer. */
  @Column('int', { nullable: true })
  status!: number | null;

  @Column('double precision')
  milliseconds!: number;

  @Column('text')
  observed!: string;
}
