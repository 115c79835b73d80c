import type { CheckResult, Measurements } from '@slipway/contracts';
import type { RatingCount } from '@slipway/flow';
import type { WindowMeasurements } from './burn-rate.js';
import type { Ranges } from './ranges.js';
import type { IssueCounts } from './trend.js';

/** The result of one probe. */
export interface Seen extends CheckResult {
  /** Nothing when there was no answer. */
  readonly status: number | null;
}

/** How many of the newest results of a target are read. */
export const newestProbes = 2;

/** Samples, ratings and issues over the requested ranges. Measurements count critical health targets alone. */
export interface Observation {
  readonly ranges: Ranges;
  /** The newest results of each target since the version runs, the newest first, by the target's name. */
  readonly newest: Readonly<Record<string, readonly Seen[]>>;
  readonly recent: Measurements;
  /** The share of recent answers that were slower than the p95 level. */
  readonly recentSlow: number;
  readonly window: Measurements;
  readonly burning: readonly WindowMeasurements[];
  /** Of users who have seen the release. */
  readonly opinions: readonly RatingCount[];
  readonly stability?: Measurements;
  readonly watch?: Measurements;
  /** How often each target was probed during the watch, by its name. */
  readonly watched?: Readonly<Record<string, number>>;
  /** Of the release, and during the watch. */
  readonly issues?: IssueCounts;
}
