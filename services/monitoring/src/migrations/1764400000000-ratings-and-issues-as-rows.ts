import type { MigrationInterface, QueryRunner } from 'typeorm';
import { replayWatchedReleases } from './replay.js';

/** Ratings and issues grow with use: they are rows, not part of the one row of a release. They are rebuilt from the log. */
export class RatingsAndIssuesAsRows1764400000000 implements MigrationInterface {
  name = 'RatingsAndIssuesAsRows1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await replayWatchedReleases(runner);
    await runner.query('alter table watched_release add column because jsonb not null');
    // Instants are compared as the text that they are.
    await runner.query(`
      create table rating (
        release_id text not null,
        person text not null,
        rating int not null,
        at text collate "C" not null,
        primary key (release_id, person)
      )`);
    await runner.query('create index rating_by_time on rating (release_id, at) include (rating, person)');
    await runner.query(`
      create table watched_issue (
        issue_id text primary key,
        release_id text not null,
        raised_at text collate "C" not null,
        resolved boolean not null
      )`);
    await runner.query(
      'create index watched_issue_of_release on watched_issue (release_id) include (raised_at, resolved)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await replayWatchedReleases(runner);
    await runner.query('drop table watched_issue');
    await runner.query('drop table rating');
    await runner.query('alter table watched_release drop column because');
  }
}
