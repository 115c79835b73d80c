import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { canonicalIdentity, FeedbackReceived } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Rating } from '../domain/acceptance/feedback.js';
import { noEarlier } from '../domain/order-of-occurrence.js';

/** The last word of each user of a release: who rates it again has changed their mind. */
@Entity('feedback')
export class FeedbackRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  /** In canonical form. */
  @PrimaryColumn('text')
  user!: string;

  @Column('int')
  rating!: number;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('text', { name: 'occurred_at' })
  occurredAt!: string;
}

export const feedback = projection('feedback', FeedbackRow).on(FeedbackReceived, async (rows, { data, occurredAt }) => {
  const { releaseId, rating, comment = null } = data;
  const user = canonicalIdentity(data.user);
  const [known] = await rows.find({ releaseId, user });
  if (known !== undefined && !noEarlier({ occurredAt }, known)) return;
  await rows.upsert({ releaseId, user, rating, comment, occurredAt });
});

@Injectable()
export class Feedback {
  constructor(@InjectRepository(FeedbackRow) private readonly rows: Repository<FeedbackRow>) {}

  async of(releaseId: string): Promise<Rating[]> {
    const rows = await this.rows.find({ where: { releaseId }, order: { user: 'ASC' } });
    return rows.map(({ user, rating, comment, occurredAt }) => ({
      user,
      rating,
      occurredAt,
      ...(comment === null ? {} : { comment }),
    }));
  }
}
