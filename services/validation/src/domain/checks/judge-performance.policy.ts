import type { CheckPlanRecorded, CheckResult, Measurements } from '@slipway/contracts';
import { percentile } from './percentile.js';

export type PerformanceThresholds = CheckPlanRecorded['data']['performance'];

/** One request of a performance run. */
export interface Sample {
  readonly milliseconds: number;
  readonly failed: boolean;
}

export function measured(samples: readonly Sample[]): Measurements {
  const errors = samples.filter(({ failed }) => failed).length;
  const times = samples.map(({ milliseconds }) => milliseconds);
  return {
    samples: samples.length,
    errors,
    availability: samples.length === 0 ? 0 : (samples.length - errors) / samples.length,
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
  };
}

/** Each threshold as a result of its own. No samples prove nothing. */
export function judgePerformance(measurements: Measurements, thresholds: PerformanceThresholds): CheckResult[] {
  const { samples, errors, p95, p99 } = measurements;
  const errorRate = samples === 0 ? 1 : errors / samples;
  return [
    atMost('p95 in ms', p95, thresholds.p95, samples),
    atMost('p99 in ms', p99, thresholds.p99, samples),
    atMost('error rate', errorRate, thresholds.errorRate, samples),
  ];
}

const atMost = (name: string, value: number, limit: number, samples: number): CheckResult => ({
  name,
  passed: samples > 0 && value <= limit,
  observed: `${value.toFixed(3)} over ${String(samples)} requests, at most ${String(limit)}`,
});
