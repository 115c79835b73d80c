import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IssuesAsRows1764400100000 implements MigrationInterface {
  name = 'IssuesAsRows1764400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table issue (
        issue_id text primary key,
        release_id text not null,
        number int not null,
        issue jsonb not null
      )`);
    await runner.query('create index issue_of_release on issue (release_id, number)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table issue');
  }
}
