import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlaces1764200000001 implements MigrationInterface {
  name = 'CreatePlaces1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table running_artifact (
        environment text not null,
        product text not null,
        name text not null,
        uri text not null,
        digest text not null,
        release_id text,
        since text not null,
        primary key (environment, product, name)
      )`);
    await runner.query(`
      create table rollout_place (
        release_id text primary key,
        product text not null,
        environment text not null,
        target text not null default '',
        artifacts jsonb not null default '[]',
        previous jsonb not null default '[]',
        under_way boolean not null default false,
        begun boolean not null default false
      )`);
    await runner.query('create index rollout_place_environment on rollout_place (environment) where under_way');
    await runner.query(`
      create table brought_artifact (
        environment text not null,
        product text not null,
        digest text not null,
        release_id text not null,
        primary key (environment, product, digest)
      )`);
    await runner.query(`
      create table start_proof (
        release_id text not null,
        subject text not null,
        holds boolean not null,
        digests text[] not null,
        reason text not null,
        primary key (release_id, subject)
      )`);
    await runner.query(`alter table freeze_override add column freeze_ids text[] not null default '{}'`);
    await runner.query(`update freeze_override set freeze_ids = array[freeze_id]`);
    await runner.query(`alter table freeze_override drop column freeze_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table freeze_override add column freeze_id text not null default ''`);
    await runner.query(`update freeze_override set freeze_id = coalesce(freeze_ids[1], '')`);
    await runner.query(`alter table freeze_override drop column freeze_ids`);
    for (const table of ['start_proof', 'brought_artifact', 'rollout_place', 'running_artifact'])
      await runner.query(`drop table ${table}`);
  }
}
