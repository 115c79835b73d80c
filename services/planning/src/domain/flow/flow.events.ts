import {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepFailed,
  StepReopened,
  StepStarted,
  TriggerMet,
  type EventOf,
  type ReleaseAborted,
  type ReleaseEndedPostRelease,
  type ReleasePaused,
  type ReleaseReleased,
  type ReleaseResumed,
  type RollbackRequested,
  type StepCompleted,
} from '@slipway/contracts';

const bookkept = [
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepFailed,
  StepReopened,
  StepStarted,
  TriggerMet,
] as const;

/** What the flow writes down about itself. It is no fact for the flow; a completed step is. */
export const bookkeeping: ReadonlySet<string> = new Set(bookkept.map(({ type }) => type));

export type FlowEvent =
  | EventOf<(typeof bookkept)[number]>
  | ReleaseAborted
  | ReleaseEndedPostRelease
  | ReleasePaused
  | ReleaseReleased
  | ReleaseResumed
  | RollbackRequested
  | StepCompleted;
