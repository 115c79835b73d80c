import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rating } from '../domain/assessment/ratings.js';

/** The rating that a user gave a release last. */
@Entity('rating')
export class RatingRow implements Rating {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  person!: string;

  @Column('int')
  rating!: number;

  @Column('text')
  at!: string;
}
