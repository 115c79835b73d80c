import type {
  ArtifactReference,
  DurationName,
  FactRefused,
  ReleaseSummary,
  TeamRole,
  TemplateReference,
  Window,
} from '@slipway/contracts';
import type { FlowStep } from '@slipway/flow';
import type { Calendar } from './calendar.js';
import type { Readiness } from './release.state.js';
import type { WindowPhase } from './window-phases.js';

export type RefusedFact = FactRefused['data']['fact'];

export interface FreezeOverride {
  readonly freezeId: string;
  readonly reason: string;
}

export interface FinalisePlan {
  readonly type: 'FinalisePlan';
  readonly window: Window;
  readonly steps: readonly FlowStep[];
  readonly calendar: Calendar;
  readonly freezeOverride?: FreezeOverride | undefined;
}

export type ReleaseCommand =
  | {
      readonly type: 'ProposeRelease';
      readonly release: ReleaseSummary;
      readonly template: TemplateReference;
      readonly reviewedBy: readonly string[];
      /** The review that proposes it: named when it is refused. */
      readonly fact: RefusedFact;
    }
  | { readonly type: 'RefuseReview'; readonly releaseId: string; readonly fact: RefusedFact; readonly reason: string }
  | { readonly type: 'ChangeArtifacts'; readonly artifacts: readonly ArtifactReference[]; readonly reason: string }
  | { readonly type: 'OverrideDuration'; readonly duration: DurationName; readonly to: string; readonly reason: string }
  | FinalisePlan
  | {
      readonly type: 'AssignTeamRole';
      readonly role: TeamRole;
      readonly person: string;
      /** Who has approved the release: they cannot deploy it. */
      readonly approvers: readonly string[];
    }
  | { readonly type: 'AcknowledgeTeamRole'; readonly role: TeamRole }
  | { readonly type: 'ReachWindow'; readonly phase: WindowPhase; readonly at: string; readonly window: Window }
  | { readonly type: 'ReportReadiness'; readonly readiness: Omit<Readiness, 'releaseId'> };
