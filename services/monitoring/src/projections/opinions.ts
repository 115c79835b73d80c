import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { RatingCount } from '@slipway/flow';
import type { Repository } from 'typeorm';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { usersOf } from '../domain/assessment/ratings.js';
import { RatingRow } from './rating.row.js';

/** The ratings of the releases by their users, from the projection. */
@Injectable()
export class Opinions {
  constructor(@InjectRepository(RatingRow) private readonly rows: Repository<RatingRow>) {}

  /** How often each rating was given, by users who have seen the release. */
  async of(circumstances: Circumstances): Promise<RatingCount[]> {
    const users = usersOf(circumstances);
    if (users === undefined) return [];
    return this.rows.query<RatingCount[]>(
      `select rating, count(*)::int as count from rating
       where release_id = $1 and at >= $2 and person <> all ($3::text[]) group by rating order by rating`,
      [circumstances.release.releaseId, users.since, users.except],
    );
  }
}
