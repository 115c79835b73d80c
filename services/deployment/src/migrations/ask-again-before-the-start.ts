import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Approvals from the first of several until they are withdrawn, and the entry criteria that were taken back. */
export class AskAgainBeforeTheStart1764500000000 implements MigrationInterface {
  name = 'AskAgainBeforeTheStart1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query(`
      create table entry_criterion (
        release_id text not null,
        criterion text not null,
        text text not null,
        reason text,
        primary key (release_id, criterion)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query('drop table entry_criterion');
  }
}

/** The projections read the log again, from its beginning. */
async function replay(runner: QueryRunner): Promise<void> {
  await runner.query('truncate release_approval');
  await runner.query('delete from projection_cursor where name = any($1)', [['approvals', 'entry-criteria']]);
}
