import {
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  AccessControlsVerified,
  ApprovalObtained,
  ArtifactsVerified,
  BackupVerified,
  BaselineRecorded,
  CheckPlanRecorded,
  CommandCentreOpened,
  CommunicationPrepared,
  ConcernsAddressed,
  ConfigurationApplied,
  CoverageConfirmed,
  DeploymentDocumentRecorded,
  DeploymentPlanRecorded,
  DeploymentSucceeded,
  DocumentationCompleted,
  DryRunPassed,
  EnvironmentPrepared,
  FeedbackCollected,
  FixPlanned,
  HealthConfirmed,
  HotfixRequested,
  ImprovementsPlanned,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssueStatusCommunicated,
  IssueTriaged,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  MonitoringDocumentRecorded,
  PerformanceConfirmed,
  PhaseVerified,
  PlanFinalised,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  PostReleaseWatchCompleted,
  PreDeploymentChecksPassed,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  ReadinessReported,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  ReviewCompleted,
  RollbackCompleted,
  RollbackReadinessConfirmed,
  RollbackRehearsed,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  StakeholdersNotified,
  StepCompleted,
  SystemRunning,
  TeamAssembled,
  TeamsCoordinated,
  TestsConfirmed,
  TimelinePublished,
  TrainingProvided,
  TrendsAnalysed,
  UserTrainingScheduled,
  WatchConfigured,
  WatchStarted,
  WindowReached,
  WorkflowsValidated,
} from '@slipway/contracts';
import { baseOutputs } from './base-outputs.js';
import { basePolicy } from './base-policy.js';
import type { Condition, FactBinding } from './binding.js';
import type { Thresholds } from './policy.js';

/** The facts that fulfil an item, by item id; any one of them is enough. */
export type Bindings = Readonly<Record<string, readonly FactBinding[]>>;

const on = ({ type }: { readonly type: string }, where?: Readonly<Record<string, Condition>>): FactBinding =>
  where === undefined ? { type } : { type, where: { ...where } };

const completed = (step: string) => [on(StepCompleted, { step: { equals: step } })];
const windowIs = (phase: string) => [on(WindowReached, { phase: { equals: phase } })];
const checked = (kind: string) => [on(PostReleaseCheckPassed, { kind: { equals: kind } })];
const documented = (output: string) => [on(MonitoringDocumentRecorded, { output: { equals: output } })];
const reviewed = (nothing: string) => on(IssueReviewConcluded, { [nothing]: { equals: 0 } });
const watched = (measure: string, atLeast: number) => [on(PostReleaseWatchCompleted, { [measure]: { atLeast } })];
const accepted = (atLeast: number) => [on(AcceptanceTestsCompleted, { ratio: { atLeast } })];
const covered = (atLeast: number) => [on(CoverageConfirmed, { coverage: { atLeast } })];
const satisfied = (stage: string, atLeast: number) => [
  on(SatisfactionMeasured, { stage: { equals: stage }, satisfaction: { atLeast } }),
];

const triggers: Bindings = {
  'prepare-release.trigger-1': [on(ReviewCompleted)],
  'prepare-release.trigger-2': [on(ApprovalObtained)],
  'validate-prerelease.trigger-1': completed('prepare-release'),
  'validate-prerelease.trigger-2': windowIs('approaching'),
  'coordinate-release.trigger-1': completed('validate-prerelease'),
  'coordinate-release.trigger-2': windowIs('starting'),
  'execute-deployment.trigger-1': completed('coordinate-release'),
  'execute-deployment.trigger-2': windowIs('open'),
  'validate-postrelease.trigger-1': [on(DeploymentSucceeded)],
  'validate-postrelease.trigger-2': [on(SystemRunning)],
  'conduct-user-acceptance.trigger-1': completed('validate-postrelease'),
  'conduct-user-acceptance.trigger-2': [on(HealthConfirmed)],
  'verify-health.trigger-1': completed('conduct-user-acceptance'),
  'verify-health.trigger-2': [on(SystemRunning)],
  'manage-issues.trigger-1': [on(IssueRaised), on(StabilityConfirmed)],
  'manage-issues.trigger-2': [on(FeedbackCollected)],
  'close-release.trigger-1': [on(StabilityConfirmed)],
  'close-release.trigger-2': [reviewed('openCritical')],
  'monitor-postrelease.trigger-1': completed('close-release'),
  'monitor-postrelease.trigger-2': [on(SystemRunning)],
};

const actions = ({ acceptance, coverage }: Thresholds): Bindings => ({
  'prepare-release.action-1': [on(PlanFinalised)],
  'prepare-release.action-2': [on(CommunicationPrepared)],
  'prepare-release.action-3': [on(TeamAssembled)],
  'prepare-release.action-4': [on(DeploymentPlanRecorded)],
  'prepare-release.action-5': [on(WatchConfigured)],
  'prepare-release.action-6': [on(ReadinessReported, { ready: { equals: true } })],

  'validate-prerelease.action-1': [on(ArtifactsVerified)],
  'validate-prerelease.action-2': [on(TestsConfirmed)],
  'validate-prerelease.action-3': [on(DryRunPassed)],
  'validate-prerelease.action-4': [on(RollbackReadinessConfirmed)],
  'validate-prerelease.action-5': covered(coverage),
  'validate-prerelease.action-6': [on(PreReleaseGateDecided, { verdict: { equals: 'passed' } })],

  'coordinate-release.action-1': [on(StakeholdersNotified)],
  'coordinate-release.action-2': [on(TeamsCoordinated)],
  'coordinate-release.action-3': [on(TimelinePublished)],
  'coordinate-release.action-4': [on(UserTrainingScheduled)],
  'coordinate-release.action-5': [on(CommandCentreOpened)],
  'coordinate-release.action-6': [on(WatchStarted)],

  'execute-deployment.action-1': [on(PreDeploymentChecksPassed)],
  'execute-deployment.action-2': [on(DeploymentSucceeded)],
  'execute-deployment.action-3': [on(PhaseVerified, { final: { equals: true } })],
  'execute-deployment.action-4': [on(ConfigurationApplied)],
  'execute-deployment.action-5': [on(BaselineRecorded)],
  'execute-deployment.action-6': [
    on(DeploymentDocumentRecorded, { output: { equals: 'execute-deployment.output-6' } }),
  ],

  'validate-postrelease.action-1': checked('functionality'),
  'validate-postrelease.action-2': checked('smoke'),
  'validate-postrelease.action-3': checked('performance'),
  'validate-postrelease.action-4': checked('integration'),
  'validate-postrelease.action-5': checked('access'),
  'validate-postrelease.action-6': [on(HealthConfirmed)],

  'conduct-user-acceptance.action-1': accepted(acceptance),
  'conduct-user-acceptance.action-2': [on(TrainingProvided)],
  'conduct-user-acceptance.action-3': [on(FeedbackCollected)],
  'conduct-user-acceptance.action-4': [on(ConcernsAddressed)],
  'conduct-user-acceptance.action-5': [on(WorkflowsValidated)],
  'conduct-user-acceptance.action-6': [on(AcceptanceConfirmed)],

  'verify-health.action-1': [on(PerformanceConfirmed)],
  'verify-health.action-2': [on(StabilityConfirmed)],
  'verify-health.action-3': [on(SatisfactionMeasured, { stage: { equals: 'verification' } })],
  'verify-health.action-4': [on(BackupVerified)],
  'verify-health.action-5': [on(AccessControlsVerified)],
  'verify-health.action-6': documented('verify-health.output-1'),

  'manage-issues.action-1': [on(IssueTriaged), reviewed('raised')],
  'manage-issues.action-2': [on(IssueTriaged), reviewed('raised')],
  'manage-issues.action-3': [on(HotfixRequested), reviewed('openCritical')],
  'manage-issues.action-4': [on(FixPlanned), reviewed('unplanned')],
  'manage-issues.action-5': [on(IssueStatusCommunicated), reviewed('raised')],
  'manage-issues.action-6': [on(IssueResolved), reviewed('raised')],

  'close-release.action-1': [on(DocumentationCompleted)],
  'close-release.action-2': [on(KnowledgeBaseUpdated)],
  'close-release.action-3': [on(LessonsRecorded)],
  'close-release.action-4': [on(ReleaseArchived)],
  'close-release.action-5': [on(RetrospectiveCompleted)],
  'close-release.action-6': [on(ReleaseSignedOff)],

  'monitor-postrelease.action-1': [on(PostReleaseWatchCompleted)],
  'monitor-postrelease.action-2': [on(SatisfactionMeasured, { stage: { equals: 'post-release' } })],
  'monitor-postrelease.action-3': [on(TrendsAnalysed)],
  'monitor-postrelease.action-4': [on(SlaEvaluated)],
  'monitor-postrelease.action-5': documented('monitor-postrelease.output-5'),
  'monitor-postrelease.action-6': [on(ImprovementsPlanned)],
});

const criteria = ({ coverage }: Thresholds): Bindings => ({
  'entry-1': [on(ReviewCompleted)],
  'entry-2': [on(ApprovalObtained)],
  'entry-3': [on(QualityEvidenceConfirmed)],
  'entry-5': [on(EnvironmentPrepared)],
  'entry-6': [on(TeamAssembled)],
  'exit-1': [on(DeploymentSucceeded)],
  'exit-2': completed('validate-postrelease'),
  'exit-3': [on(StabilityConfirmed)],
  'exit-4': [on(TrainingProvided)],
  'exit-5': covered(coverage),
  'exit-6': completed('close-release'),
  'exit-7': [on(RollbackRehearsed), on(RollbackCompleted)],
});

/** Items that a person can also attest: the environment, because not every tool reports it. */
export const attestableItems: ReadonlySet<string> = new Set(['entry-5', 'execute-deployment.dependency-2']);

const dependencies: Bindings = {
  'prepare-release.dependency-1': [on(ApprovalObtained)],
  'prepare-release.dependency-2': [on(TeamAssembled)],
  'validate-prerelease.dependency-1': [on(QualityEvidenceConfirmed)],
  'validate-prerelease.dependency-2': [on(QualityEvidenceConfirmed)],
  'coordinate-release.dependency-1': [on(CommunicationPrepared)],
  'coordinate-release.dependency-2': [on(ApprovalObtained)],
  'execute-deployment.dependency-1': [on(DryRunPassed)],
  'execute-deployment.dependency-2': [on(EnvironmentPrepared)],
  'validate-postrelease.dependency-1': [on(DeploymentSucceeded)],
  'validate-postrelease.dependency-2': [on(CheckPlanRecorded)],
  'conduct-user-acceptance.dependency-1': [on(AcceptancePlanned)],
  'conduct-user-acceptance.dependency-2': [on(UserTrainingScheduled)],
  'verify-health.dependency-1': [on(WatchStarted)],
  'verify-health.dependency-2': [on(BaselineRecorded)],
  'manage-issues.dependency-1': [on(WatchStarted)],
  'manage-issues.dependency-2': [on(CommandCentreOpened)],
  'close-release.dependency-1': [on(CommunicationPrepared)],
  'close-release.dependency-2': [on(ApprovalObtained)],
  'monitor-postrelease.dependency-1': [on(WatchStarted)],
  'monitor-postrelease.dependency-2': [on(StabilityConfirmed)],
};

const gates = ({ acceptance, uptime, satisfaction, coverage }: Thresholds): Bindings => ({
  'release-gate-1': [on(DeploymentSucceeded, { criticalErrors: { atMost: 0 } })],
  'release-gate-2': [on(PostReleaseValidationPassed)],
  'release-gate-3': checked('performance'),
  'release-gate-4': [on(StabilityConfirmed)],
  'release-gate-5': accepted(acceptance),
  'post-gate-1': watched('uptime', uptime),
  'post-gate-2': [on(PostReleaseWatchCompleted, { performanceMet: { equals: true } })],
  'post-gate-3': satisfied('post-release', satisfaction),
  'post-gate-4': [on(IssueReviewConcluded, { breaches: { atMost: 0 }, openCritical: { atMost: 0 } })],
  'post-gate-5': watched('coverage', coverage),
});

/** The step that each release gate guards. Those after the release guard none: a missed one must not keep it from ending. */
export const baseGateSteps: Readonly<Record<string, string>> = {
  'release-gate-1': 'execute-deployment',
  'release-gate-2': 'validate-postrelease',
  'release-gate-3': 'validate-postrelease',
  'release-gate-4': 'verify-health',
  'release-gate-5': 'conduct-user-acceptance',
};

/**
 * The facts that fulfil the items of the base flow, judged by these numbers: those that the template's own texts state.
 * An item without an entry is attested by a person.
 */
export function bindingsFor(thresholds: Thresholds): Bindings {
  return {
    ...triggers,
    ...actions(thresholds),
    ...criteria(thresholds),
    ...dependencies,
    ...gates(thresholds),
    ...baseOutputs,
  };
}

/** With the numbers of the base flow. */
export const baseBindings = bindingsFor(basePolicy.thresholds);
