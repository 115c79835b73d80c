import type { CheckResult, EvidenceReference, HealthTarget, ServiceLevels, WatchConfigured } from '@slipway/contracts';
import type { Circumstances } from '../assessment/circumstances.js';
import type { Observation } from '../assessment/observation.js';

/** What the watch of a release is held to. */
export interface WatchTerms {
  readonly environment: string;
  readonly product: string;
  /** Patterns of the URLs that belong to both. */
  readonly allowedTargets: readonly string[];
  readonly leastAvailability: number;
  /** Milliseconds that a probe waits for an answer. */
  readonly patience: number;
  /** Whether the approval of the release stands. */
  readonly approved: boolean;
  /** Digest of what is asked for, and those of what exceptions were granted for. */
  readonly digest: string;
  readonly granted: readonly string[];
  readonly ended: boolean;
}

export interface ConfigureWatch {
  readonly type: 'ConfigureWatch';
  readonly releaseId: string;
  readonly targets: readonly HealthTarget[];
  readonly levels: ServiceLevels;
  readonly alertUrl: string;
  readonly probeInterval: string;
  readonly terms: WatchTerms;
}

/** One attempt to reach every critical target and to deliver a test alert. */
export interface RecordCoverage {
  readonly type: 'RecordCoverage';
  readonly releaseId: string;
  /** The watch whose targets were asked. */
  readonly watch: WatchConfigured['data'];
  readonly results: readonly CheckResult[];
  readonly alert: { readonly receipt: string; readonly deliveredAt: string } | { readonly failure: string };
}

export interface StartWatch {
  readonly type: 'StartWatch';
  readonly releaseId: string;
}

/** Says everything that the samples and the trail now show and that has not been said. */
export interface Assess {
  readonly type: 'Assess';
  readonly circumstances: Circumstances;
  readonly observation: Observation;
}

export interface VerifyBackup {
  readonly type: 'VerifyBackup';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
  readonly ended: boolean;
}

export interface PlanImprovements {
  readonly type: 'PlanImprovements';
  readonly releaseId: string;
  readonly recommendations: readonly string[];
  readonly ended: boolean;
}

export type WatchCommand = ConfigureWatch | RecordCoverage | StartWatch | Assess | VerifyBackup | PlanImprovements;
