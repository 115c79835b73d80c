import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Circumstances } from '../domain/assessment/circumstances.js';

/** A release, and the facts on its trail that matter for watching it. */
@Entity('watched_release')
export class WatchedReleaseRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** Whether its targets are probed: the watch has started and the release has not ended. */
  @Column('boolean')
  probed!: boolean;

  /** Log index of the last fact that it knows. */
  @Column('bigint')
  revision!: string;

  /** Apart from the rest: it changes with each rating, and the rest does not. */
  @Column('jsonb')
  because!: Circumstances['because'];

  @Column('jsonb')
  circumstances!: Omit<Circumstances, 'because'>;
}

export const circumstancesOf = ({ circumstances, because }: WatchedReleaseRow): Circumstances => ({
  ...circumstances,
  because,
});
