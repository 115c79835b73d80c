import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { FeedbackReceived } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Rating } from '../domain/acceptance/feedback.js';

/** What users say of a release; who rates it again has changed their mind. */
@Entity('feedback')
export class FeedbackRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  user!: string;

  @Column('int')
  rating!: number;

  @Column('text', { nullable: true })
  comment!: string | null;
}

export const feedback = projection('feedback', FeedbackRow).on(FeedbackReceived, (rows, { data }) =>
  rows.upsert({ releaseId: data.releaseId, user: data.user, rating: data.rating, comment: data.comment ?? null }),
);

@Injectable()
export class Feedback {
  constructor(@InjectRepository(FeedbackRow) private readonly rows: Repository<FeedbackRow>) {}

  async of(releaseId: string): Promise<Rating[]> {
    const rows = await this.rows.find({ where: { releaseId }, order: { user: 'ASC' } });
    return rows.map(({ rating, comment }) => ({ rating, ...(comment === null ? {} : { comment }) }));
  }
}
