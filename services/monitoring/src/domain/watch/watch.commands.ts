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
  /** Whether the release is approved now. */
  readonly approved: boolean;
  /** The digest of the request, and the digests for which exceptions were granted. */
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
  /** The watch whose targets answered. */
  readonly watch: WatchConfigured['data'];
  readonly results: readonly CheckResult[];
  readonly alert: { readonly receipt: string; readonly deliveredAt: string } | { readonly failure: string };
}

export interface StartWatch {
  readonly type: 'StartWatch';
  readonly releaseId: string;
}

/** Records everything that the samples and the trail show and that is not recorded yet. */
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
