import type { Measurements, ReleaseSummary, ServiceLevels } from '@slipway/contracts';
import { millisecondsOf } from '@slipway/flow';
import type { Rollout } from './circumstances.js';

/** A long and a short window in milliseconds, and the burn rate at which both together mean a breach. */
export interface BurnWindows {
  readonly long: number;
  readonly short: number;
  readonly threshold: number;
}

/** What one target answered within one window. */
export interface WindowMeasurements {
  readonly target: string;
  /** Length in milliseconds. */
  readonly window: number;
  readonly measurements: Measurements;
  /** Answers slower than the p99 level. */
  readonly slow: number;
}

export interface Breach {
  readonly target: string;
  readonly burnRate: number;
  /** The long window, in milliseconds. */
  readonly window: number;
  readonly measurements: Measurements;
}

const hour = 3_600_000;

/**
 * The multi-window, multi-burn-rate alerts of the Google SRE workbook, chapter 5 "Alerting on SLOs": a budget spent this
 * many times too fast over the long window, and still over the short one.
 */
const workbook: readonly BurnWindows[] = [
  { threshold: 14.4, long: hour, short: hour / 12 },
  { threshold: 6, long: 6 * hour, short: hour / 2 },
  { threshold: 3, long: 24 * hour, short: 2 * hour },
  { threshold: 1, long: 72 * hour, short: 6 * hour },
];

/** A target of 100 % would have no budget at all. */
const smallestBudget = 0.0001;
/** One answer in a hundred may be slower than the p99 level. */
const latencyBudget = 0.01;
/** Probes are few: a single bad answer is no trend, however fast it would burn. */
const fewestBadAnswers = 2;
const longProbes = 5;
const shortProbes = 2;

/**
 * The workbook's windows in the measure of a release: while it rolls out its 6 hours are the bake of one phase,
 * afterwards its 3 days are the stability window. No window is shorter than a few probes.
 */
export function burnWindows({ policy }: ReleaseSummary, { status }: Rollout): BurnWindows[] {
  const { bake, stabilityWindow, probeInterval } = policy.durations;
  const scale =
    status === 'rolling-out' ? millisecondsOf(bake) / (6 * hour) : millisecondsOf(stabilityWindow) / (72 * hour);
  const probe = millisecondsOf(probeInterval);
  return workbook.map(({ threshold, long, short }) => ({
    threshold,
    long: Math.max(Math.round(long * scale), longProbes * probe),
    short: Math.max(Math.round(short * scale), shortProbes * probe),
  }));
}

/**
 * How many times faster than allowed the error budget is spent: 1 spends exactly all of it. The worse one of the two
 * budgets counts: that of answers as expected, and that of answers in time.
 */
export function burnRate({ measurements, slow }: WindowMeasurements, levels: ServiceLevels): number {
  const { samples, errors } = measurements;
  if (samples === 0) return 0;
  const budget = Math.max(1 - levels.availability, smallestBudget);
  return Math.max(errors / samples / budget, slow / samples / latencyBudget);
}

/** For each target the first pair of windows that burns too fast, the fastest burn first. */
export function breachesOf(
  measured: readonly WindowMeasurements[],
  windows: readonly BurnWindows[],
  levels: ServiceLevels,
): Breach[] {
  const targets = [...new Set(measured.map(({ target }) => target))];
  return targets.flatMap((target) => {
    const ofTarget = measured.filter((each) => each.target === target);
    return windows.flatMap((pair) => breachOf(ofTarget, pair, levels)).slice(0, 1);
  });
}

function breachOf(measured: readonly WindowMeasurements[], pair: BurnWindows, levels: ServiceLevels): Breach[] {
  const long = measured.find(({ window }) => window === pair.long);
  const short = measured.find(({ window }) => window === pair.short);
  if (long === undefined || short === undefined) return [];
  if (long.measurements.errors + long.slow < fewestBadAnswers) return [];
  const rate = burnRate(long, levels);
  if (rate < pair.threshold || burnRate(short, levels) < pair.threshold) return [];
  return [{ target: long.target, burnRate: rate, window: pair.long, measurements: long.measurements }];
}
