import type { ArtifactReference, CheckResult, DeploymentPlan, Digest } from '@slipway/contracts';
import { CodedError } from '@slipway/decider';

/** What an executor needs to know to bring a release to its target, and back. */
export interface RolloutOrder {
  readonly releaseId: string;
  readonly plan: DeploymentPlan;
}

/** A setting as it was given to the instances: never its value. */
export interface AppliedSetting {
  readonly name: string;
  /** Of the value; of a secret, of the name that it is looked up by. */
  readonly digest: Digest;
  readonly secret: boolean;
}

export interface Prepared {
  /** The new instances, for people: `shop-1.1.0/1 at 127.0.0.1:40123`. */
  readonly instances: readonly string[];
  readonly settings: readonly AppliedSetting[];
}

/** Whether the executor did it, or waits for an outside tool to report it. */
export type Progress = 'done' | 'awaited';

/**
 * Brings artifacts to a target and shifts traffic to them. Every operation is idempotent, and can be interrupted at any
 * point, in this process or by its end, and called again.
 * @throws ExecutorError if the other side fails; the phase then fails
 */
export interface DeploymentExecutor {
  /**
   * Tries the whole plan without touching the running version: every artifact is fetched and checked, every setting
   * found.
   */
  dryRun(order: RolloutOrder): Promise<readonly CheckResult[]>;
  /** Whether the rollout could begin now. */
  check(order: RolloutOrder): Promise<readonly CheckResult[]>;
  /** Has the new instances run and ready, beside the old ones, without traffic. */
  prepare(order: RolloutOrder): Promise<Prepared>;
  /** Gives this percentage of the traffic to the prepared instances and the rest to those of before. */
  shift(order: RolloutOrder, weight: number): Promise<Progress>;
  /** Ends the previous instances, once they have answered their open requests. */
  finish(order: RolloutOrder): Promise<Progress>;
  /** Returns all traffic to the previous version, started again if needed, and ends the new instances. */
  rollBack(order: RolloutOrder): Promise<Progress>;
}

export type ExecutorErrorCode =
  | 'TARGET_UNKNOWN'
  | 'TARGET_BUSY'
  | 'PORT_TAKEN'
  | 'ARTIFACT_UNSUITABLE'
  | 'ARTIFACT_UNREACHABLE'
  | 'DIGEST_MISMATCH'
  | 'MANIFEST_INVALID'
  | 'SECRET_UNKNOWN'
  | 'INSTANCE_NOT_READY'
  | 'NOT_PREPARED'
  | 'NOT_ANSWERED'
  | 'PROXY_UNREACHABLE';

export class ExecutorError extends CodedError<ExecutorErrorCode> {}

/** For the trail: what failed and how to fix it. */
export function wordsOf(error: ExecutorError): string {
  const { fix, ...details } = error.details;
  const listed = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return [`${error.code}: ${listed.join(', ')}`, ...(typeof fix === 'string' ? [fix] : [])].join('; ');
}

/** An artifact in one line. */
export const named = ({ name, digest }: ArtifactReference): string => `${name} (${digest.slice(0, 19)}…)`;
