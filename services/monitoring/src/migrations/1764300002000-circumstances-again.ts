import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Circumstances keep approvals, the team, and when ratings were given: the log tells them again. */
export class CircumstancesAgain1764300002000 implements MigrationInterface {
  name = 'CircumstancesAgain1764300002000';

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
