import type {
  CheckResult,
  Conduct,
  DeploymentPlan,
  EnvironmentRolledBack,
  EvidenceReference,
  HealthBreached,
  IncidentReported,
  OutsideDeploymentReported,
  ReleaseSummary,
} from '@slipway/contracts';
import type { AppliedSetting } from './deployment-executor.js';
import type { PlanRequest } from './plan/plan-request.js';
import type { Circumstances } from './rollout/pre-deployment-checks.js';
import type { Surroundings } from './surroundings.js';

/** The recorded event that a command follows from; when the command is refused, the fact is kept as refused. */
export interface Fact {
  readonly eventId: string;
  readonly type: string;
}

interface OfRelease {
  readonly releaseId: string;
}

interface Surrounded {
  readonly surroundings: Surroundings;
}

export type DeploymentCommand = OfRelease &
  (
    | (Surrounded & {
        readonly type: 'RecordPlan';
        readonly release: ReleaseSummary;
        readonly request: PlanRequest;
        /** Of the plan that it makes, as canonical JSON. */
        readonly planDigest: string;
      })
    /** The release was revised: a plan that has not begun is revised with it. */
    | { readonly type: 'FollowRelease'; readonly release: ReleaseSummary }
    | (Surrounded & {
        readonly type: 'ConcludeDryRun';
        readonly release: ReleaseSummary;
        readonly checks: readonly CheckResult[];
        /** What was tried; absent when there was none. */
        readonly plan?: DeploymentPlan;
      })
    /** Something that the way back lacked may be there now. */
    | (Surrounded & { readonly type: 'ReviewReadiness'; readonly release: ReleaseSummary })
    | (Surrounded & {
        readonly type: 'RecordRehearsal';
        readonly release: ReleaseSummary;
        readonly evidence: EvidenceReference;
      })
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
    | { readonly type: 'ReportFinished'; readonly settings?: readonly AppliedSetting[] }
    | {
        readonly type: 'ReportRolledBack';
        /** Of the checks of what serves again. */
        readonly results: readonly CheckResult[];
        /** The release that brought what serves again; undefined when none is known. */
        readonly restoredRelease: string | undefined;
      }
    | { readonly type: 'ReportRollbackFailure'; readonly reason: string }
    /** An outside tool did not report in time. */
    | { readonly type: 'GiveUpWaiting' }
    | (Surrounded & {
        readonly type: 'HaltOnBreach';
        readonly breach: HealthBreached['data'];
        readonly occurredAt: string;
        readonly onBreach: Conduct['onBreach'];
      })
    | {
        readonly type: 'ObserveIncident';
        readonly incident: IncidentReported['data'];
        readonly occurredAt: string;
        readonly incidentFact: Fact;
      }
    | (Surrounded & { readonly type: 'RollBack'; readonly reason: string; readonly fact?: Fact })
    | (Surrounded & { readonly type: 'Abort'; readonly reason: string; readonly fact?: Fact })
    | { readonly type: 'Pause'; readonly reason: string }
    | { readonly type: 'Resume'; readonly reason: string }
    | (Surrounded & {
        readonly type: 'FollowOutside';
        readonly report: OutsideDeploymentReported['data'];
        readonly occurredAt: string;
        readonly fact: Fact;
      })
    /** Another release was taken back after its end, and this one runs again. */
    | { readonly type: 'RecordReturn'; readonly rollback: EnvironmentRolledBack['data'] }
  );

export type CommandOf<Type extends DeploymentCommand['type']> = Extract<DeploymentCommand, { readonly type: Type }>;
