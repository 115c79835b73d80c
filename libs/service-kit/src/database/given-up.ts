import { namedTextOf, shown } from '@slipway/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Metrics } from '../telemetry/metrics.js';

/** Work that no retry can complete, and its subject. */
export interface GivenUpWork {
  readonly kind: 'projection' | 'timer';
  /** The name of the projection or the timer. */
  readonly name: string;
  readonly id: string;
  readonly error: unknown;
  readonly content: unknown;
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

const longest = { id: 400, reason: 2000, content: 20_000 } as const;

/**
 * Stores it where operators find it, so that the work behind it continues.
 * @param query runs in the transaction that skips the work
 */
export async function recordGivenUp(query: Query, { kind, name, id, error, content }: GivenUpWork): Promise<void> {
  const reason = namedTextOf(error);
  await query(
    `insert into given_up (kind, name, id, reason, content) values ($1, $2, $3, $4, $5)
     on conflict (kind, name, id) do update set reason = excluded.reason, content = excluded.content, at = now()`,
    [
      kind,
      name,
      shown(id, longest.id),
      shown(reason, longest.reason),
      shown(JSON.stringify({ content }), longest.content),
    ],
  );
}

/** Removes the entries of a projection that is rebuilt: they come again if they are still refused. */
export const forgetGivenUp = (query: Query, kind: GivenUpWork['kind'], name: string): Promise<unknown> =>
  query('delete from given_up where kind = $1 and name = $2', [kind, name]);

/** Counts the work that was given up, and the timers that have used up their attempts. */
export function observeGivenUp(metrics: Metrics, query: (text: string) => Promise<unknown>, service: string): void {
  const counted = `
    select kind, name, count(*)::int as count from (
      select kind, name from given_up
      union all select 'timer', task_identifier from ${service}_jobs.jobs where attempts >= max_attempts and locked_at is null
    ) work group by kind, name`;
  metrics.gauge(
    'slipway_given_up',
    'Work that was given up: events that a projection cannot keep, timers that cannot be handled',
    ['kind', 'name'],
    async (gauge) => {
      const rows = (await query(counted)) as { kind: string; name: string; count: number }[];
      gauge.reset();
      for (const { kind, name, count } of rows) gauge.set({ kind, name }, count);
    },
  );
}

export class CreateGivenUp1764500000000 implements MigrationInterface {
  name = 'CreateGivenUp1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table given_up (
        kind text not null,
        name text not null,
        id text not null,
        reason text not null,
        content text not null,
        at timestamptz not null default now(),
        primary key (kind, name, id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table given_up');
  }
}
