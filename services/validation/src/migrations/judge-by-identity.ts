import type { MigrationInterface, QueryRunner } from 'typeorm';

const changed = ['artifact-results', 'release-facts', 'feedback', 'deployers', 'carried-artifacts'];
const added = ['release-team', 'approvals'];

/**
 * Stores results by the name that their source gives them, ratings and facts by when they happened, people by their
 * canonical identity; and who approves a release, and who is in its team.
 */
export class JudgeByIdentity1764201000000 implements MigrationInterface {
  name = 'JudgeByIdentity1764201000000';

  async up(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query(`
      alter table artifact_result
        add column source text not null,
        add column subject text not null,
        add column environment text not null,
        drop constraint artifact_result_pkey,
        add primary key (digest, kind, source, subject, environment)`);
    await runner.query('alter table feedback add column occurred_at text not null');
    await runner.query('alter table release_fact add column occurred_at text not null');
    await runner.query('alter table carried_artifacts add column changed_by jsonb');
    for (const [table, person] of [
      ['release_team_member', 'person'],
      ['release_approval', 'approver'],
    ] as const) {
      await runner.query(`
        create table ${table} (
          release_id text not null,
          ${person} text not null,
          primary key (release_id, ${person})
        )`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await replay(runner);
    await runner.query('drop table release_team_member');
    await runner.query('drop table release_approval');
    await runner.query('alter table carried_artifacts drop column changed_by');
    await runner.query('alter table release_fact drop column occurred_at');
    await runner.query('alter table feedback drop column occurred_at');
    await runner.query(`
      alter table artifact_result
        drop constraint artifact_result_pkey,
        drop column source,
        drop column subject,
        drop column environment,
        add primary key (digest, kind, name)`);
  }
}

/** These projections are rebuilt from the log, from its beginning. */
async function replay(runner: QueryRunner): Promise<void> {
  await runner.query('truncate artifact_result, release_fact, feedback, release_deployer, carried_artifacts');
  await runner.query('delete from projection_cursor where name = any($1)', [[...changed, ...added]]);
}
