import type { ArtifactReference, EventReference } from '@slipway/contracts';
import type { Standing } from '../standing.js';
import type { ArtifactResult } from './artifact-result.js';
import type { GateInput } from './pre-release-gate.policy.js';

interface OfRelease {
  readonly releaseId: string;
  readonly standing: Standing;
}

/** Everything that is known at one moment about the quality of a release. */
export interface Evaluate extends OfRelease {
  readonly type: 'Evaluate';
  readonly digests: readonly string[];
  /** The fact that gave the release these artifacts, where it did not have them from the beginning. */
  readonly changedBy: EventReference | undefined;
  readonly results: readonly ArtifactResult[];
  /** Of the check plan, once there is one. */
  readonly requiredSuites: readonly string[] | undefined;
  /** Whether the step validate-prerelease has started: tests and gate are its business. */
  readonly validating: boolean;
  readonly gateInputs: readonly GateInput[];
  /** SHA-256 of the policy that the release pins. */
  readonly policyDigest: string;
}

/** Asks whether the artifacts may be fetched again; what is found is reported with RecordFindings. */
export interface RequestVerification extends OfRelease {
  readonly type: 'RequestVerification';
}

/** What was found when an artifact was fetched: its true digest and size, or why it could not be had. */
export type Finding =
  | { readonly artifact: ArtifactReference; readonly digest: string; readonly size: number }
  | { readonly artifact: ArtifactReference; readonly unavailable: string };

export interface RecordFindings extends OfRelease {
  readonly type: 'RecordFindings';
  readonly findings: readonly Finding[];
  /** What the release carries by now: to fetch artifacts takes a while. */
  readonly artifacts: readonly ArtifactReference[];
}

export type QualityCommand = Evaluate | RequestVerification | RecordFindings;
