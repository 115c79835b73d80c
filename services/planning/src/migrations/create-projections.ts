import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProjections1763920000000 implements MigrationInterface {
  name = 'CreateProjections1763920000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table release_list (
        release_id text primary key,
        product text not null,
        version text not null,
        type text not null,
        title text not null,
        environment text not null,
        author text not null,
        status text not null,
        step text,
        window_start text not null,
        window_end text not null,
        proposed_at text not null,
        changed_at text not null
      )`);
    await runner.query('create index release_list_by_proposal on release_list (proposed_at desc, release_id desc)');
    await runner.query(`
      create table release_calendar (
        release_id text primary key,
        title text not null,
        environment text not null,
        components text[] not null,
        planned boolean not null,
        window_start text not null,
        window_end text not null
      )`);
    await runner.query('create index release_calendar_by_window on release_calendar (environment, window_start)');
    await runner.query(`
      create table declared_freeze (
        freeze_id text primary key,
        environment text not null,
        window_start text not null,
        window_end text not null,
        reason text not null,
        status text not null
      )`);
    await runner.query(`
      create table template (
        id text not null,
        version text not null,
        title text not null,
        digest text not null,
        published_at text not null,
        primary key (id, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['template', 'declared_freeze', 'release_calendar', 'release_list']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
