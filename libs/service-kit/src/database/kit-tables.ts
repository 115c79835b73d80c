import { relayCursorTable } from '@slipway/messaging';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

/** How far a projection has read the log; moved in the transaction that changes its rows. */
@Entity('projection_cursor')
export class ProjectionCursor {
  @PrimaryColumn('text')
  name!: string;

  /** The log index that it reads next. */
  @Column('bigint', { name: 'next_index', transformer: { to: (value: number) => value, from: Number } })
  nextIndex!: number;
}

/** The kit's own tables, in the schema of each service. */
export class CreateKitTables1763900000000 implements MigrationInterface {
  name = 'CreateKitTables1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table projection_cursor (
        name text primary key,
        next_index bigint not null check (next_index >= 0)
      )`);
    await runner.query(`
      create table fired_timer (
        id text primary key,
        at timestamptz not null
      )`);
    await runner.query('create table turn (name text primary key)');
    await runner.query(`
      create table timer_death (
        id text not null,
        at timestamptz not null,
        deaths int not null check (deaths > 0),
        running boolean not null default false,
        primary key (id, at)
      )`);
    const { schema } = runner.dataSource.options as { schema: string };
    await runner.query(relayCursorTable(schema));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table relay_cursor');
    await runner.query('drop table turn');
    await runner.query('drop table timer_death');
    await runner.query('drop table fired_timer');
    await runner.query('drop table projection_cursor');
  }
}
