import type {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  OutputRecorded,
  ReleaseAborted,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseReleased,
  ReleaseResumed,
  ReleaseRevised,
  RollbackRequested,
  StepBlocked,
  StepCancelled,
  StepCompleted,
  StepFailed,
  StepStarted,
  TriggerMet,
} from '@slipway/contracts';

export type FlowEvent =
  | ActionFulfilled
  | CriterionMet
  | CriterionWaived
  | DependencyMet
  | FactRefused
  | FlowStarted
  | GateDecided
  | GateWaived
  | OutputRecorded
  | ReleaseAborted
  | ReleaseEndedPostRelease
  | ReleasePaused
  | ReleaseReleased
  | ReleaseResumed
  | ReleaseRevised
  | RollbackRequested
  | StepBlocked
  | StepCancelled
  | StepCompleted
  | StepFailed
  | StepStarted
  | TriggerMet;
