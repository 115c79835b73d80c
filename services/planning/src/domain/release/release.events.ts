import type {
  ArtifactsChanged,
  AuthorNamed,
  DurationOverridden,
  FactRefused,
  PlanFinalised,
  ReadinessReported,
  ReleaseProposed,
  TeamAssembled,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
  WorkGivenUp,
} from '@slipway/contracts';

export type ReleaseEvent =
  | ArtifactsChanged
  | AuthorNamed
  | DurationOverridden
  | FactRefused
  | PlanFinalised
  | ReadinessReported
  | ReleaseProposed
  | TeamAssembled
  | TeamRoleAcknowledged
  | TeamRoleAssigned
  | WindowReached
  | WorkGivenUp;
