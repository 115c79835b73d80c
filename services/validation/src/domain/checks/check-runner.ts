import type { CheckResult, HttpCheck } from '@slipway/contracts';
import type { Sample } from './judge-performance.policy.js';

/** Asks the released system, from outside. */
export interface CheckRunner {
  /** One request for each check; a system that does not answer is a result, not an error. */
  run(checks: readonly HttpCheck[]): Promise<CheckResult[]>;
  /** So many requests in all, over these checks in turn. */
  sample(checks: readonly HttpCheck[], requests: number): Promise<Sample[]>;
}
