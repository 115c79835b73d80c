import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProjections1763930000000 implements MigrationInterface {
  name = 'CreateProjections1763930000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table release_approval (
        release_id text primary key,
        approvers text[] not null,
        digests text[] not null
      )`);
    await runner.query(`
      create table standing_freeze (
        freeze_id text primary key,
        environment text not null,
        "window" jsonb not null,
        reason text not null
      )`);
    await runner.query('create index freeze_environment on standing_freeze (environment)');
    await runner.query(`
      create table freeze_override (
        release_id text primary key,
        freeze_id text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['freeze_override', 'standing_freeze', 'release_approval'])
      await runner.query(`drop table ${table}`);
  }
}
