import type { CheckResult, Measurements } from '@slipway/contracts';
import type { WindowMeasurements } from './burn-rate.js';
import type { Ranges } from './ranges.js';

/** What the samples say over the ranges that were asked for. Measurements count critical health targets alone. */
export interface Observation {
  readonly ranges: Ranges;
  /** The newest result of each target since the version runs, by the target's name. */
  readonly latest: Readonly<Record<string, CheckResult>>;
  readonly recent: Measurements;
  readonly window: Measurements;
  readonly burning: readonly WindowMeasurements[];
  readonly stability?: Measurements;
  readonly watch?: Measurements;
  /** How often each target was probed during the watch, by its name. */
  readonly watched?: Readonly<Record<string, number>>;
}
