import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuditedRelease1763900002000 implements MigrationInterface {
  name = 'AuditedRelease1763900002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audited_release (
        release_id text primary key,
        product text not null,
        version text not null,
        type text not null,
        environment text not null,
        status text not null,
        proposed_at timestamptz not null,
        ended_at timestamptz
      )`);
    await runner.query('create index audited_release_by_time on audited_release (proposed_at desc, release_id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audited_release');
  }
}
