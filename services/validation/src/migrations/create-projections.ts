import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProjections1763910000000 implements MigrationInterface {
  name = 'CreateProjections1763910000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table artifact_result (
        digest text not null,
        kind text not null,
        name text not null,
        outcome text not null,
        reference jsonb not null,
        log_index bigint not null,
        primary key (digest, kind, name)
      )`);
    await runner.query(`
      create table release_fact (
        release_id text not null,
        subject text not null,
        says text not null,
        type text not null,
        event_id uuid not null,
        log_index bigint not null,
        primary key (release_id, subject)
      )`);
    await runner.query(`
      create table feedback (
        release_id text not null,
        "user" text not null,
        rating int not null,
        comment text,
        primary key (release_id, "user")
      )`);
    await runner.query(`
      create table release_deployer (
        release_id text not null,
        person text not null,
        by text not null,
        primary key (release_id, person)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['release_deployer', 'feedback', 'release_fact', 'artifact_result']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
