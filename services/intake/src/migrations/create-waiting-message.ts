import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWaitingMessage1764240000000 implements MigrationInterface {
  name = 'CreateWaitingMessage1764240000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table waiting_message (
        id text primary key,
        arrival bigint generated always as identity,
        release_id text not null,
        sender text not null,
        topic text not null,
        partition integer not null,
        message_offset text not null,
        message_timestamp text not null,
        key bytea,
        headers text not null,
        value bytea,
        bytes integer not null,
        since text not null,
        due_at text not null,
        waited integer not null,
        tries integer not null
      )`);
    await runner.query('create index on waiting_message (release_id, arrival)');
    await runner.query('create index on waiting_message (sender) include (bytes)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table waiting_message');
  }
}
