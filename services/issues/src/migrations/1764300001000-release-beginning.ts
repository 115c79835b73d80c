import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleaseBeginning1764300001000 implements MigrationInterface {
  name = 'ReleaseBeginning1764300001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table release_beginning (release_id text primary key, begun_at text not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table release_beginning');
  }
}
