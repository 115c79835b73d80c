import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Circumstances keep ratings by user: the log tells them again. */
export class RatingsByUser1763920001000 implements MigrationInterface {
  name = 'RatingsByUser1763920001000';

  up(runner: QueryRunner): Promise<void> {
    return replay(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return replay(runner);
  }
}

async function replay(runner: QueryRunner): Promise<void> {
  await runner.query('truncate watched_release');
  await runner.query(`delete from projection_cursor where name = 'watched-releases'`);
}
