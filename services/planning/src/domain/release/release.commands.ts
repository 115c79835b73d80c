import type {
  ArtifactReference,
  DurationName,
  ExceptionGranted,
  FactRefused,
  Identity,
  ReleaseSummary,
  TeamRole,
  TemplateReference,
  Window,
  WorkGivenUp,
} from '@slipway/contracts';
import type { FlowStep } from '@slipway/flow';
import type { Freeze, PlannedRelease } from './calendar.js';
import type { Readiness } from './release.state.js';
import type { WindowPhase } from './window-phases.js';

export type RefusedFact = FactRefused['data']['fact'];

export interface FreezeOverride {
  readonly freezeId: string;
  readonly reason: string;
}

/** What came of asking for the components in the window of a plan. */
export type Reserved =
  | { readonly status: 'reserved' | 'not asked' }
  | { readonly status: 'occupied'; readonly occupied: readonly PlannedRelease[] };

export interface FinalisePlan {
  readonly type: 'FinalisePlan';
  readonly window: Window;
  readonly steps: readonly FlowStep[];
  /** Those that touch the window. */
  readonly freezes: readonly Freeze[];
  /** The window that was planned when the slots were reserved. */
  readonly seen: Window | undefined;
  readonly slots: Reserved;
  /** From before freezes became exceptions: the refusal names the exception to request now. */
  readonly freezeOverride: FreezeOverride | undefined;
}

export type ReleaseCommand =
  | {
      readonly type: 'ProposeRelease';
      readonly release: ReleaseSummary;
      readonly template: TemplateReference;
      /** Nobody published the built-in one. */
      readonly templatePublishedBy: string | undefined;
      readonly reviewedBy: readonly string[];
      /** The review that proposes it: named when it is refused. */
      readonly fact: RefusedFact;
    }
  | { readonly type: 'RefuseReview'; readonly releaseId: string; readonly fact: RefusedFact; readonly reason: string }
  | { readonly type: 'ChangeArtifacts'; readonly artifacts: readonly ArtifactReference[]; readonly reason: string }
  | { readonly type: 'OverrideDuration'; readonly duration: DurationName; readonly to: string; readonly reason: string }
  | {
      readonly type: 'CarryOutException';
      readonly exception: ExceptionGranted['data'];
      /** What granted it: named when it cannot be carried out. */
      readonly fact: RefusedFact;
    }
  | FinalisePlan
  | { readonly type: 'AssignTeamRole'; readonly role: TeamRole; readonly person: string }
  | { readonly type: 'AcknowledgeTeamRole'; readonly role: TeamRole }
  | { readonly type: 'NameAuthor'; readonly named: Identity }
  | { readonly type: 'ReachWindow'; readonly phase: WindowPhase; readonly at: string; readonly window: Window }
  | { readonly type: 'ReportReadiness'; readonly readiness: Omit<Readiness, 'releaseId'> }
  | ({ readonly type: 'RecordGivenUpWork' } & Omit<WorkGivenUp['data'], 'releaseId'>);

export type CommandOf<Type extends ReleaseCommand['type']> = Extract<ReleaseCommand, { type: Type }>;
