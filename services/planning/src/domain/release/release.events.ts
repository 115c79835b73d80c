import type {
  ArtifactsChanged,
  DurationOverridden,
  FactRefused,
  PlanFinalised,
  ReadinessReported,
  ReleaseProposed,
  TeamAssembled,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
} from '@slipway/contracts';

export type ReleaseEvent =
  | ArtifactsChanged
  | DurationOverridden
  | FactRefused
  | PlanFinalised
  | ReadinessReported
  | ReleaseProposed
  | TeamAssembled
  | TeamRoleAcknowledged
  | TeamRoleAssigned
  | WindowReached;
