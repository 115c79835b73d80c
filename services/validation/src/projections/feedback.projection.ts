import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { canonicalIdentity, FeedbackReceived } from '@slipway/contracts';
import { usersIn } from '@slipway/flow';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { kept, type Opinions } from '../domain/acceptance/feedback.js';
import { noEarlier } from '../domain/order-of-occurrence.js';

/** The last rating of each user of a release: a second rating replaces the first. */
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

/** Whose ratings do not count as those of users. */
export interface Outsiders {
  /** Everybody who is or was in the team, or wears a hat. */
  readonly team: readonly string[];
  /** When the rollout began; nobody has used a version that does not run. */
  readonly runsSince: string | undefined;
}

interface CountRow {
  readonly rating: number;
  readonly ofTheTeam: boolean;
  readonly early: boolean;
  readonly count: number;
}

const judged = `
  select rating, comment, "user", "user" = any ($2::text[]) as team,
    coalesce(occurred_at::timestamptz < $3::timestamptz, true) as early
  from feedback where release_id = $1`;

@Injectable()
export class Feedback {
  constructor(@InjectRepository(FeedbackRow) private readonly rows: Repository<FeedbackRow>) {}

  /** Counts the feedback on a release in the database: there can be more of it than fits into memory. */
  async opinions(releaseId: string, { team, runsSince }: Outsiders): Promise<Opinions> {
    const parameters = [releaseId, team.map(canonicalIdentity), runsSince ?? null];
    const counts = await this.rows.query<CountRow[]>(
      `select rating, team as "ofTheTeam", early, count(*)::int as count
       from (${judged}) as judged group by rating, team, early order by rating`,
      parameters,
    );
    const said = await this.rows.query<{ comment: string }[]>(
      `select left(comment, $4) as comment from (${judged}) as judged
       where comment is not null and not team and not early order by "user" limit $5`,
      [...parameters, kept.characters, kept.comments],
    );
    return {
      ofUsers: counts.filter(({ ofTheTeam, early }) => !ofTheTeam && !early),
      comments: said.map(({ comment }) => comment),
      ofTheTeam: usersIn(counts.filter(({ ofTheTeam }) => ofTheTeam)),
      early: usersIn(counts.filter(({ ofTheTeam, early }) => !ofTheTeam && early)),
    };
  }
}
