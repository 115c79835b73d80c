import type { QueryRunner } from 'typeorm';

/** The log tells again which releases are watched, for a migration that changes what is kept of them. */
export async function replayWatchedReleases(runner: QueryRunner): Promise<void> {
  await runner.query('truncate watched_release');
  await runner.query(`delete from projection_cursor where name = 'watched-releases'`);
}
