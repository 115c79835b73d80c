import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeployers1763930000001 implements MigrationInterface {
  name = 'CreateDeployers1763930000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table assigned_deployer (
        release_id text primary key,
        person text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table assigned_deployer');
  }
}
