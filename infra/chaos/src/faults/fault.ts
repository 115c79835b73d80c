import fc from 'fast-check';
import type { Ground } from '../ground.js';

/** One fault that the seed has drawn. */
export interface Strike {
  readonly fault: string;
  /** For the schedule that is printed. */
  readonly says: string;
  /** Inflicts the fault, and reverts it if it lasts. Ends early when `over` is aborted. */
  readonly inflict: (ground: Ground, over: AbortSignal) => Promise<void>;
}

/** A kind of fault: the seed draws its strikes. */
export interface Fault {
  readonly name: string;
  readonly strikes: (instances: readonly string[]) => fc.Arbitrary<Strike>;
}

interface Kind<Plan> {
  readonly name: string;
  /** Everything that the seed determines about a fault; nothing else is random. */
  readonly plans: (instances: readonly string[]) => fc.Arbitrary<Plan>;
  readonly says: (plan: Plan) => string;
  readonly inflict: (plan: Plan, ground: Ground, over: AbortSignal) => Promise<void>;
}

export function fault<Plan>({ name, plans, says, inflict }: Kind<Plan>): Fault {
  const strike = (plan: Plan): Strike => ({
    fault: name,
    says: says(plan),
    inflict: (ground, over) => inflict(plan, ground, over),
  });
  return { name, strikes: (instances) => plans(instances).map(strike) };
}

/** Duration of a lasting fault in milliseconds: noticeable, but shorter than an outage. */
export const lasting = (from: number, to: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: from, max: to }));

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
