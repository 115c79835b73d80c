import type { Measurements, ServiceLevels } from '@slipway/contracts';

/** With fewer samples, health is unknown. */
export const fewestSamples = 5;

/** Whether times are within the levels. */
export const performsWithin = ({ p95, p99 }: Measurements, levels: ServiceLevels): boolean =>
  p95 <= levels.p95 && p99 <= levels.p99;

/** Whether the samples are within the levels; without samples, nothing is healthy. */
export const isWithin = (measured: Measurements, levels: ServiceLevels): boolean =>
  measured.samples > 0 && measured.availability >= levels.availability && performsWithin(measured, levels);

/** Whether there are enough samples, and all of them are within the levels. */
export const isHealthy = (measured: Measurements, levels: ServiceLevels): boolean =>
  measured.samples >= fewestSamples && isWithin(measured, levels);

/** The share of samples that were as expected; samples that are missing count as failed. */
export const uptimeOf = ({ samples, errors }: Measurements, expected: number): number =>
  (samples - errors) / Math.max(samples, expected);

/** The share of times that a value went up against a first one: 0.1 is a tenth more. */
export const changeAgainst = (first: number, now: number): number => (first === 0 ? 0 : (now - first) / first);
