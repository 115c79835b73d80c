import fc from 'fast-check';
import type { Fault, Strike } from '../faults/fault.js';

export interface Timed {
  /** Milliseconds after the begin. */
  readonly at: number;
  readonly strike: Strike;
}

export interface Plan {
  readonly seed: number;
  /** Milliseconds. */
  readonly lasts: number;
  /** Milliseconds between two strikes, on average. */
  readonly pause: number;
  readonly faults: readonly Fault[];
  /** The names of the service instances. */
  readonly instances: readonly string[];
}

/**
 * When which fault strikes whom. Of one plan it is always the same. The faults come in rounds, each round in an order of its own, so that
 * a short run has some of every kind and a long one never settles into a rhythm.
 */
export function scheduleOf({ seed, lasts, pause, faults, instances }: Plan): readonly Timed[] {
  const gap = fc.noBias(fc.integer({ min: Math.ceil(pause / 2), max: Math.ceil(pause * 1.5) }));
  const round = fc
    .shuffledSubarray([...faults], { minLength: faults.length, maxLength: faults.length })
    .chain((order) => fc.tuple(...order.map((fault) => fc.tuple(gap, fault.strikes(instances)))));
  const rounds = Math.ceil((2 * lasts) / (pause * faults.length));
  const strikes = fc.sample(round, { seed, numRuns: rounds }).flat();
  let at = 0;
  return strikes.map(([after, strike]) => ({ at: (at += after), strike })).filter((timed) => timed.at < lasts);
}
