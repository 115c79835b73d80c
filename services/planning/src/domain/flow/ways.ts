import {
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  AccessControlsVerified,
  ApprovalObtained,
  ArtifactsVerified,
  BackupVerified,
  CheckPlanRecorded,
  CommandCentreOpened,
  CommunicationPrepared,
  ConcernsAddressed,
  CoverageConfirmed,
  DeploymentPlanRecorded,
  DeploymentSucceeded,
  DocumentationCompleted,
  DryRunPassed,
  EnvironmentPrepared,
  FeedbackCollected,
  HealthConfirmed,
  ImprovementsPlanned,
  IssueReviewConcluded,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  PlanFinalised,
  PostReleaseCheckPassed,
  PreDeploymentChecksPassed,
  QualityEvidenceConfirmed,
  ReadinessReported,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  RollbackReadinessConfirmed,
  RollbackRehearsed,
  SecondReviewGiven,
  StakeholdersNotified,
  TeamAssembled,
  TeamsCoordinated,
  TestsConfirmed,
  TimelinePublished,
  TrainingProvided,
  UserTrainingScheduled,
  WatchConfigured,
  WindowReached,
  WorkflowsValidated,
  type Role,
} from '@slipway/contracts';

/** Who brings a fact about, and how. */
export interface Way {
  readonly roles: readonly Role[];
  readonly how: string;
}

const way = (roles: readonly Role[], how: string): Way => ({ roles, how });
const planning = (role: Role, path: string) => way([role], `POST /planning/v1/releases/<release>/${path}`);
const acceptance = (path: string) =>
  way(['validator', 'support', 'release-manager'], `POST /validation/v1/releases/<release>/acceptance${path}`);
const check = way(
  ['validator'],
  'POST /validation/v1/releases/<release>/checks/<kind>/runs, after what failed is fixed',
);
const probed = way(['sre'], 'the probes must see the system healthy: GET /monitoring/v1/releases/<release>');

/** By the type of the fact. What is not here comes by itself from the facts that are. */
const ways: Readonly<Record<string, Way>> = {
  [ApprovalObtained.type]: way(
    ['approver'],
    'POST /planning/v1/releases/<release>/approvals; where somebody has declined, that person first withdraws it: POST …/approvals/declines/withdrawal',
  ),
  [SecondReviewGiven.type]: planning('approver', 'approvals'),
  [TeamAssembled.type]: way(
    ['release-manager', 'deployer', 'validator', 'support', 'sre'],
    'POST /planning/v1/releases/<release>/team for each role, and …/team/acknowledgements by each person',
  ),
  [PlanFinalised.type]: planning('release-manager', 'plan'),
  [CommunicationPrepared.type]: way(['release-manager'], 'configure NOTIFICATION_CHANNELS, then POST …/plan again'),
  [StakeholdersNotified.type]: way(['release-manager'], 'repair the channels that fail; deliveries are tried again'),
  [ReadinessReported.type]: planning('release-manager', 'readiness'),
  [WindowReached.type]: way(['release-manager'], 'it comes with the window of the plan: POST …/plan to move it'),
  [DeploymentPlanRecorded.type]: way(['deployer'], 'POST /deployment/v1/releases/<release>/plan'),
  [DryRunPassed.type]: way(['deployer'], 'POST /deployment/v1/releases/<release>/dry-runs, after what failed is fixed'),
  [RollbackReadinessConfirmed.type]: way(
    ['deployer'],
    'POST /deployment/v1/releases/<release>/rehearsals, or a plan that names what to go back to',
  ),
  [RollbackRehearsed.type]: way(['deployer'], 'POST /deployment/v1/releases/<release>/rehearsals'),
  [PreDeploymentChecksPassed.type]: way(
    ['deployer'],
    'GET /deployment/v1/releases/<release> names the failed checks; fix them, then POST …/starts',
  ),
  [DeploymentSucceeded.type]: way(['deployer', 'release-manager'], 'the rollout is under way, or POST …/rollback'),
  [WatchConfigured.type]: way(['sre'], 'POST /monitoring/v1/releases/<release>/watch'),
  [CoverageConfirmed.type]: way(['sre'], 'each critical target must answer and the test alert must arrive'),
  [HealthConfirmed.type]: probed,
  [BackupVerified.type]: way(['sre'], 'POST /monitoring/v1/releases/<release>/backup-verifications'),
  [AccessControlsVerified.type]: probed,
  [ImprovementsPlanned.type]: way(['sre'], 'POST /monitoring/v1/releases/<release>/improvements'),
  [QualityEvidenceConfirmed.type]: way(
    ['publisher', 'validator'],
    'CI publishes a successful newest result of every pipeline and suite for each artifact',
  ),
  [TestsConfirmed.type]: way(
    ['publisher', 'validator'],
    'CI publishes a successful newest result of each required suite for each artifact',
  ),
  [ArtifactsVerified.type]: way(['validator'], 'POST /validation/v1/releases/<release>/artifacts/verification'),
  [CheckPlanRecorded.type]: way(['validator'], 'POST /validation/v1/releases/<release>/check-plan'),
  [PostReleaseCheckPassed.type]: check,
  [AcceptancePlanned.type]: acceptance(''),
  [AcceptanceTestsCompleted.type]: acceptance('/cases/<case>'),
  [WorkflowsValidated.type]: acceptance('/cases/<case>'),
  [TrainingProvided.type]: acceptance('/training'),
  [FeedbackCollected.type]: acceptance('/feedback'),
  [ConcernsAddressed.type]: acceptance('/concerns/review'),
  [AcceptanceConfirmed.type]: way(['validator'], 'the owner of the acceptance: POST …/acceptance/confirmation'),
  [EnvironmentPrepared.type]: way(
    ['publisher', 'release-manager'],
    'an environment event, or an attestation of the criterion',
  ),
  [TeamsCoordinated.type]: way(
    ['sre', 'support'],
    'POST /planning/v1/releases/<release>/communication/acknowledgements',
  ),
  [TimelinePublished.type]: planning('release-manager', 'communication/timeline'),
  [UserTrainingScheduled.type]: planning('release-manager', 'communication/training'),
  [CommandCentreOpened.type]: planning('release-manager', 'communication/command-centre'),
  [IssueReviewConcluded.type]: way(['support'], 'POST /issues/v1/releases/<release>/review'),
  [DocumentationCompleted.type]: planning('release-manager', 'closure/documentation'),
  [KnowledgeBaseUpdated.type]: planning('release-manager', 'closure/knowledge-base'),
  [LessonsRecorded.type]: planning('release-manager', 'closure/lessons'),
  [RetrospectiveCompleted.type]: planning('release-manager', 'closure/retrospective'),
  [ReleaseSignedOff.type]: planning('release-manager', 'closure/sign-off'),
};

const byItself: Way = { roles: [], how: 'it comes by itself from what else is missing' };

/** Who can cause one of these facts; undefined if there are none. */
export function wayTo(types: readonly string[], releaseId: string): Way | undefined {
  if (types.length === 0) return undefined;
  const known = types.flatMap((type) => (Object.hasOwn(ways, type) ? (ways[type] ?? []) : []));
  const roles = [...new Set(known.flatMap((each) => each.roles))];
  const how = known.map((each) => each.how.replaceAll('<release>', releaseId)).join(', or ');
  return known.length === 0 ? byItself : { roles, how };
}
