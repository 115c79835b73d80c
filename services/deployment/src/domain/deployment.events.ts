import type {
  ConfigurationApplied,
  DeploymentCancelled,
  DeploymentFactRefused,
  DeploymentFailed,
  DeploymentPaused,
  DeploymentPlanRecorded,
  DeploymentResumed,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  EnvironmentRollbackFailed,
  EnvironmentRollbackStarted,
  EnvironmentRolledBack,
  OutsideProgressRecorded,
  PhaseDeployed,
  PhaseFailed,
  PhaseStarted,
  PhaseVerified,
  PreDeploymentChecksFailed,
  PreDeploymentChecksPassed,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  RollbackRehearsed,
  RollbackStarted,
  RolloutErrorObserved,
} from '@slipway/contracts';

export type DeploymentEvent =
  | ConfigurationApplied
  | DeploymentCancelled
  | DeploymentFactRefused
  | DeploymentFailed
  | DeploymentPaused
  | DeploymentPlanRecorded
  | DeploymentResumed
  | DeploymentStarted
  | DeploymentSucceeded
  | DryRunFailed
  | DryRunPassed
  | EnvironmentRollbackFailed
  | EnvironmentRollbackStarted
  | EnvironmentRolledBack
  | OutsideProgressRecorded
  | PhaseDeployed
  | PhaseFailed
  | PhaseStarted
  | PhaseVerified
  | PreDeploymentChecksFailed
  | PreDeploymentChecksPassed
  | RollbackCompleted
  | RollbackFailed
  | RollbackReadinessConfirmed
  | RollbackReadinessMissing
  | RollbackRehearsed
  | RollbackStarted
  | RolloutErrorObserved;
