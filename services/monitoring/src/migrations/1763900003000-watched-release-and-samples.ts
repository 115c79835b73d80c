import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WatchedReleaseAndSamples1763900003000 implements MigrationInterface {
  name = 'WatchedReleaseAndSamples1763900003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table watched_release (
        release_id text primary key,
        probed boolean not null,
        revision bigint not null,
        circumstances jsonb not null
      )`);
    await runner.query('create index watched_release_probed on watched_release (release_id) where probed');
    await runner.query(`
      create table probe_sample (
        id bigint generated always as identity primary key,
        release_id text not null,
        target text not null,
        at timestamptz not null,
        measured boolean not null,
        passed boolean not null,
        status int,
        milliseconds double precision not null,
        observed text not null
      )`);
    await runner.query('create index probe_sample_of_release on probe_sample (release_id, at desc, id desc)');
    // Pages go by id: without it a page of one release is looked for among the samples of all.
    await runner.query('create index probe_sample_page on probe_sample (release_id, id desc)');
    await runner.query('create index probe_sample_by_age on probe_sample using brin (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table probe_sample');
    await runner.query('drop table watched_release');
  }
}
