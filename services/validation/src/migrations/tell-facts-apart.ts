import type { MigrationInterface, QueryRunner } from 'typeorm';

const replayed = ['artifact-results', 'release-facts', 'deployers'];

/** Stores results by when they happened, facts by their artifacts, deployers by what made them deployers. */
export class TellFactsApart1763920000000 implements MigrationInterface {
  name = 'TellFactsApart1763920000000';

  async up(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query('alter table artifact_result add column occurred_at text not null');
    await runner.query('alter table release_fact add column digests text[]');
    await runner.query('alter table release_deployer drop constraint release_deployer_pkey');
    await runner.query('alter table release_deployer add primary key (release_id, person, by)');
    await runner.query('create table carried_artifacts (release_id text primary key, artifacts jsonb not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query('drop table carried_artifacts');
    await runner.query('alter table release_deployer drop constraint release_deployer_pkey');
    await runner.query('alter table release_deployer add primary key (release_id, person)');
    await runner.query('alter table release_fact drop column digests');
    await runner.query('alter table artifact_result drop column occurred_at');
  }
}

/** These projections are rebuilt from the log, from its beginning. */
async function replay(runner: QueryRunner): Promise<void> {
  await runner.query('truncate artifact_result, release_fact, release_deployer');
  await runner.query('delete from projection_cursor where name = any($1)', [[...replayed, 'carried-artifacts']]);
}
