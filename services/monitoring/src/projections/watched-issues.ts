import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { IssueCounts, Range } from '../domain/assessment/trend.js';
import { WatchedIssueRow } from './watched-issue.row.js';

const nothing: IssueCounts = { raised: 0, resolved: 0, firstHalf: 0, secondHalf: 0 };

/** The issues of the releases, from the projection. */
@Injectable()
export class WatchedIssues {
  constructor(@InjectRepository(WatchedIssueRow) private readonly rows: Repository<WatchedIssueRow>) {}

  /** All issues of a release, and those that were raised in each half of this time. */
  async count(releaseId: string, { from, to }: Range): Promise<IssueCounts> {
    const middle = new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString();
    const [counts] = await this.rows.query<IssueCounts[]>(
      `select count(*)::int as raised, (count(*) filter (where resolved))::int as resolved,
         (count(*) filter (where raised_at >= $2 and raised_at <= $3 and raised_at < $4))::int as "firstHalf",
         (count(*) filter (where raised_at >= $2 and raised_at <= $3 and raised_at >= $4))::int as "secondHalf"
       from watched_issue where release_id = $1`,
      [releaseId, from, to, middle],
    );
    return counts ?? nothing;
  }
}
