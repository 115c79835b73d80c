import type {
  CheckResult,
  DeploymentPlan,
  EvidenceReference,
  HealthBreached,
  OutsideDeploymentReported,
  ReleaseSummary,
} from '@slipway/contracts';
import type { AppliedSetting } from './deployment-executor.js';
import type { PlanRequest } from './plan-request.js';
import type { Circumstances } from './pre-deployment-checks.js';

/** The recorded event that a command follows from; when the command is refused, the fact is kept as refused. */
export interface Fact {
  readonly eventId: string;
  readonly type: string;
}

interface OfRelease {
  readonly releaseId: string;
}

export type DeploymentCommand = OfRelease &
  (
    | { readonly type: 'RecordPlan'; readonly release: ReleaseSummary; readonly request: PlanRequest }
    /** The release was revised: a plan that has not begun is revised with it. */
    | { readonly type: 'FollowRelease'; readonly release: ReleaseSummary }
    | {
        readonly type: 'ConcludeDryRun';
        readonly release: ReleaseSummary;
        readonly checks: readonly CheckResult[];
        /** What was tried; absent when there was none. */
        readonly plan?: DeploymentPlan;
      }
    | { readonly type: 'RecordRehearsal'; readonly release: ReleaseSummary; readonly evidence: EvidenceReference }
    | {
        readonly type: 'Start';
        readonly release: ReleaseSummary;
        readonly circumstances: Circumstances;
        /** The work order; absent when a person asks for another try after failed checks. */
        readonly fact?: Fact;
      }
    | {
        readonly type: 'ReportDeployed';
        readonly phase: number;
        readonly instances: readonly string[];
        readonly settings: readonly AppliedSetting[];
      }
    | { readonly type: 'ReportConfiguration'; readonly settings: readonly AppliedSetting[] }
    | { readonly type: 'ReportChecks'; readonly phase: number; readonly results: readonly CheckResult[] }
    | { readonly type: 'ReportPhaseFailure'; readonly phase: number; readonly reason: string }
    | { readonly type: 'ReportFinished' }
    | { readonly type: 'ReportRolledBack' }
    | { readonly type: 'ReportRollbackFailure'; readonly reason: string }
    | { readonly type: 'HaltOnBreach'; readonly breach: HealthBreached['data'] }
    | { readonly type: 'RollBack'; readonly reason: string; readonly fact?: Fact }
    | { readonly type: 'Abort'; readonly reason: string; readonly fact?: Fact }
    | { readonly type: 'Pause'; readonly reason: string }
    | { readonly type: 'Resume'; readonly reason: string }
    | { readonly type: 'FollowOutside'; readonly report: OutsideDeploymentReported['data']; readonly fact: Fact }
    | {
        readonly type: 'RecordDocument';
        readonly step: string;
        readonly output: string;
        readonly evidence: EvidenceReference;
      }
  );

export type CommandOf<Type extends DeploymentCommand['type']> = Extract<DeploymentCommand, { readonly type: Type }>;
