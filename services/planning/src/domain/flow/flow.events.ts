import {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  ExceptionDeclined,
  ExceptionRequested,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  HatTaken,
  HoldLifted,
  HoldPlaced,
  ItemWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepFailed,
  StepOverdue,
  StepReopened,
  StepStarted,
  TriggerMet,
  type EventOf,
  type ExceptionGranted,
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
  ExceptionDeclined,
  ExceptionRequested,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  HatTaken,
  HoldLifted,
  HoldPlaced,
  ItemWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepFailed,
  StepOverdue,
  StepReopened,
  StepStarted,
  TriggerMet,
] as const;

/** What the flow writes down about itself. It is no fact for the flow; a completed step is. */
export const bookkeeping: ReadonlySet<string> = new Set(bookkept.map(({ type }) => type));

export type FlowEvent =
  | EventOf<(typeof bookkept)[number]>
  | ExceptionGranted
  | ReleaseAborted
  | ReleaseEndedPostRelease
  | ReleasePaused
  | ReleaseReleased
  | ReleaseResumed
  | RollbackRequested
  | StepCompleted;
