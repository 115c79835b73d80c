import {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  FactRefused,
  FlowStarted,
  GateDecided,
  GateWaived,
  OutputRecorded,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepFailed,
  StepStarted,
  TriggerMet,
} from '@slipway/contracts';

/** What the flow writes down about itself. It is no fact for the flow; a completed step is. */
export const bookkeeping: ReadonlySet<string> = new Set(
  [
    ActionFulfilled,
    CriterionMet,
    CriterionWaived,
    DependencyMet,
    FactRefused,
    FlowStarted,
    GateDecided,
    GateWaived,
    OutputRecorded,
    ReleaseRevised,
    StepBlocked,
    StepCancelled,
    StepFailed,
    StepStarted,
    TriggerMet,
  ].map(({ type }) => type),
);
