import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateKnown1764201000000 implements MigrationInterface {
  name = 'CreateKnown1764201000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table known_release (
        release_id text primary key,
        product text not null,
        version text not null,
        environment text not null,
        status text not null,
        event_id text not null
      )`);
    await runner.query('create table known_template (template_id text primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_template');
    await runner.query('drop table known_release');
  }
}
