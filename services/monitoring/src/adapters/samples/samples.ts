import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Measurements } from '@slipway/contracts';
import { LessThan, type Repository } from 'typeorm';
import type { WindowMeasurements } from '../../domain/assessment/burn-rate.js';
import type { Seen } from '../../domain/assessment/observation.js';
import type { Range } from '../../domain/assessment/trend.js';
import { ProbeSampleRow } from './probe-sample.row.js';

export type NewSample = Omit<ProbeSampleRow, 'id'>;

interface MeasuredRow {
  readonly target: string;
  readonly window: number;
  readonly samples: number;
  readonly errors: number;
  readonly slow: number;
  readonly p95: number;
  readonly p99: number;
}

export interface FaultCount {
  readonly target: string;
  readonly observed: string;
  readonly count: number;
}

// percentile_disc is the nearest-rank method; only answers have a time.
const figures = `
  count(*)::int as samples,
  (count(*) filter (where not passed))::int as errors,
  coalesce(percentile_disc(0.95) within group (order by milliseconds) filter (where status is not null), 0) as p95,
  coalesce(percentile_disc(0.99) within group (order by milliseconds) filter (where status is not null), 0) as p99`;

/** The raw samples, in an ordinary table. */
@Injectable()
export class Samples {
  constructor(@InjectRepository(ProbeSampleRow) private readonly rows: Repository<ProbeSampleRow>) {}

  async add(samples: readonly NewSample[]): Promise<void> {
    await this.rows.insert([...samples]);
  }

  /** All critical health targets together, from (exclusive) to (inclusive). */
  async measure(releaseId: string, { from, to }: Range): Promise<Measurements> {
    const [row] = await this.query<MeasuredRow>(
      `select ${figures} from probe_sample where release_id = $1 and at > $2 and at <= $3 and measured`,
      [releaseId, from, to],
    );
    return measurements(row);
  }

  /** Each critical health target within each of the windows (milliseconds) that end with the range. */
  async measureWindows(
    releaseId: string,
    { from, to }: Range,
    windows: readonly number[],
    slowerThan: number,
  ): Promise<WindowMeasurements[]> {
    const rows = await this.query<MeasuredRow>(
      `select target, w.length as window, ${figures},
         (count(*) filter (where status is not null and milliseconds > $5))::int as slow
       from unnest($4::float8[]) as w(length)
       join probe_sample on release_id = $1 and measured and at <= $3
         and at > greatest($2::timestamptz, $3::timestamptz - w.length * interval '1 millisecond')
       group by target, w.length`,
      [releaseId, from, to, windows, slowerThan],
    );
    return rows.map((row) => ({
      target: row.target,
      window: row.window,
      slow: row.slow,
      measurements: measurements(row),
    }));
  }

  /** By target, critical or not. */
  async measureTargets(releaseId: string, { from, to }: Range): Promise<(Measurements & { target: string })[]> {
    const rows = await this.query<MeasuredRow>(
      `select target, ${figures} from probe_sample where release_id = $1 and at > $2 and at <= $3 group by target order by target`,
      [releaseId, from, to],
    );
    return rows.map((row) => ({ target: row.target, ...measurements(row) }));
  }

  /** What went wrong, the most frequent first. */
  faults(releaseId: string, { from, to }: Range): Promise<FaultCount[]> {
    return this.query<FaultCount>(
      `select target, regexp_replace(observed, ' in [0-9.]+ ms', '') as observed, count(*)::int as count
       from probe_sample where release_id = $1 and at > $2 and at <= $3 and not passed
       group by 1, 2 order by 3 desc, 1 limit 50`,
      [releaseId, from, to],
    );
  }

  /** So many of the newest results of each of these targets after that moment, the newest first. */
  async newest(
    releaseId: string,
    { targets, since, count }: { targets: readonly string[]; since: string; count: number },
  ): Promise<Record<string, Seen[]>> {
    type Row = Pick<ProbeSampleRow, 'target' | 'passed' | 'observed' | 'milliseconds' | 'status'>;
    const rows = await this.query<Row>(
      `select newest.* from unnest($2::text[]) as t(name)
       cross join lateral (
         select target, passed, observed, milliseconds, status from probe_sample
         where release_id = $1 and target = t.name and at > $3 order by at desc, id desc limit $4
       ) newest`,
      [releaseId, targets, since, count],
    );
    const seen = rows.map(({ target, ...result }) => ({ name: target, ...result }));
    return Object.fromEntries(targets.map((target) => [target, seen.filter(({ name }) => name === target)]));
  }

  /** How many measured answers were slower than this. */
  async countSlower(releaseId: string, { from, to }: Range, milliseconds: number): Promise<number> {
    const [row] = await this.query<{ slow: number }>(
      `select count(*)::int as slow from probe_sample
       where release_id = $1 and at > $2 and at <= $3 and measured and status is not null and milliseconds > $4`,
      [releaseId, from, to, milliseconds],
    );
    return row?.slow ?? 0;
  }

  /** Newest first. */
  page(
    releaseId: string,
    { limit, before, target }: { limit: number; before?: string | undefined; target?: string | undefined },
  ): Promise<ProbeSampleRow[]> {
    return this.rows.find({
      where: {
        releaseId,
        ...(before === undefined ? {} : { id: LessThan(before) }),
        ...(target === undefined ? {} : { target }),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Removes what is older, at most so many at once. Answers how many went. */
  async prune(olderThan: string, limit: number): Promise<number> {
    const removed = await this.query<{ id: string }>(
      `with old as (select id from probe_sample where at < $1 limit $2),
            gone as (delete from probe_sample using old where probe_sample.id = old.id returning probe_sample.id)
       select id from gone`,
      [olderThan, limit],
    );
    return removed.length;
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.rows.query(sql, parameters);
  }
}

function measurements(row: MeasuredRow | undefined): Measurements {
  if (row === undefined) return { samples: 0, errors: 0, availability: 0, p95: 0, p99: 0 };
  const { samples, errors, p95, p99 } = row;
  return { samples, errors, availability: samples === 0 ? 0 : (samples - errors) / samples, p95, p99 };
}
