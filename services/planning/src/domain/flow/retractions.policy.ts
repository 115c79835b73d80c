import {
  AcceptanceConfirmed,
  AcceptanceWithdrawn,
  AccessControlsBreached,
  AccessControlsVerified,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  ArtifactsRefused,
  ArtifactsVerified,
  ConcernRaised,
  ConcernsAddressed,
  CoverageConfirmed,
  CoverageMissing,
  DeploymentPlanRecorded,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  EnvironmentLost,
  EnvironmentPrepared,
  HealthBreached,
  HealthConfirmed,
  PerformanceConfirmed,
  PerformanceMissed,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  RehearsalOutdated,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  RollbackRehearsed,
  RollbackStarted,
  SecondReviewGiven,
  StabilityConfirmed,
  StepReopened,
  StepCompleted,
  TeamAssembled,
  TeamRoleAssigned,
  TestsConfirmed,
  TestsMissing,
  WatchConfigured,
  WindowReached,
  WorkflowsNotValidated,
  WorkflowsValidated,
  type DomainEvent,
} from '@slipway/contracts';
import type { FactBinding } from '@slipway/flow';

interface Retraction {
  readonly type: string;
  readonly takesBack: readonly string[];
  /** The field that identifies the subject of both. */
  readonly about?: string;
  readonly when?: (fact: DomainEvent) => boolean;
}

const retraction = (
  { type }: { readonly type: string },
  takesBack: readonly { readonly type: string }[],
  further: Pick<Retraction, 'about' | 'when'> = {},
): Retraction => ({ type, takesBack: takesBack.map((each) => each.type), ...further });

/** Facts that retract an earlier fact: of the two, the later one counts. */
const retractions: readonly Retraction[] = [
  retraction(ApprovalLapsed, [ApprovalObtained, SecondReviewGiven]),
  // Nobody approves more often than the quorum asks for, so each one is needed.
  retraction(ApprovalWithdrawn, [ApprovalObtained, SecondReviewGiven]),
  retraction(TeamRoleAssigned, [TeamAssembled]),
  retraction(ArtifactsRefused, [ArtifactsVerified]),
  retraction(QualityEvidenceLost, [QualityEvidenceConfirmed]),
  retraction(TestsMissing, [TestsConfirmed]),
  retraction(DryRunFailed, [DryRunPassed]),
  retraction(RollbackReadinessMissing, [RollbackReadinessConfirmed]),
  // What was tried and confirmed was another plan.
  retraction(DeploymentPlanRecorded, [DryRunPassed, RollbackReadinessConfirmed]),
  retraction(RehearsalOutdated, [RollbackRehearsed]),
  retraction(CoverageMissing, [CoverageConfirmed]),
  // Other targets have not answered yet.
  retraction(WatchConfigured, [CoverageConfirmed]),
  retraction(EnvironmentLost, [EnvironmentPrepared]),
  retraction(PreReleaseGateDecided, [PreReleaseGateDecided], {
    when: (fact) => PreReleaseGateDecided.is(fact) && fact.data.verdict === 'failed',
  }),
  // A window that has closed is neither approaching nor open.
  retraction(WindowReached, [WindowReached], {
    when: (fact) => WindowReached.is(fact) && fact.data.phase === 'closed',
  }),
  retraction(RollbackStarted, [DeploymentSucceeded]),
  retraction(HealthBreached, [HealthConfirmed, PerformanceConfirmed, StabilityConfirmed]),
  retraction(PerformanceMissed, [PerformanceConfirmed]),
  retraction(AccessControlsBreached, [AccessControlsVerified]),
  retraction(PostReleaseCheckFailed, [PostReleaseCheckPassed, PostReleaseValidationPassed], { about: 'kind' }),
  retraction(WorkflowsNotValidated, [WorkflowsValidated]),
  retraction(ConcernRaised, [ConcernsAddressed], { when: (fact) => ConcernRaised.is(fact) && fact.data.critical }),
  retraction(AcceptanceWithdrawn, [AcceptanceConfirmed]),
  retraction(StepReopened, [StepCompleted], { about: 'step' }),
];

/** The types of the facts that retract facts of the bound type. */
export const retractionsOf = ({ type }: Pick<FactBinding, 'type'>): readonly string[] =>
  retractions.filter((each) => each.takesBack.includes(type)).map((each) => each.type);

/** The types of which the later fact counts: this type, the types that retract it, and those that it retracts. */
export const opposedTo = (type: string): readonly string[] => [
  type,
  ...retractionsOf({ type }),
  ...retractions.filter((each) => each.type === type).flatMap((each) => each.takesBack),
];

/** Whether the fact retracts facts of the bound type. */
export function takesBack(fact: DomainEvent, { type, where = {} }: FactBinding): boolean {
  return retractions.some(
    (each) =>
      each.type === fact.type &&
      each.takesBack.includes(type) &&
      (each.when?.(fact) ?? true) &&
      (each.about === undefined || isAbout(fact, each.about, where[each.about])),
  );
}

function isAbout(fact: DomainEvent, field: string, condition: NonNullable<FactBinding['where']>[string] | undefined) {
  if (condition === undefined || !('equals' in condition)) return true;
  return (fact.data as Readonly<Record<string, unknown>>)[field] === condition.equals;
}
