import type { QueryRunner } from 'typeorm';

/** Rebuilds the watched releases from the log, for a migration that changes what is stored of them. */
export async function replayWatchedReleases(runner: QueryRunner): Promise<void> {
  await runner.query('truncate watched_release');
  await runner.query(`delete from projection_cursor where name = 'watched-releases'`);
}
