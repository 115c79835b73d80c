import { ArtifactPublishedInbound } from './artifact-published-inbound.js';
import type { InboundDefinition } from './define-inbound.js';
import { EnvironmentCreated, EnvironmentDeleted, EnvironmentModified } from './environment-changed.js';
import { FeedbackReceivedInbound } from './feedback-received-inbound.js';
import { IncidentDetected } from './incident-detected.js';
import { PipelineRunFinished } from './pipeline-run-finished.js';
import { ReviewCompletedInbound } from './review-completed-inbound.js';
import { ServiceDeployed, ServiceRolledBack, ServiceUpgraded } from './service-changed.js';
import { TestSuiteRunFinished } from './test-suite-run-finished.js';

/** All events that other systems can send, on `release.ingest.v1` or over HTTP. */
export const inboundCatalog = [
  ReviewCompletedInbound,
  PipelineRunFinished,
  TestSuiteRunFinished,
  ArtifactPublishedInbound,
  EnvironmentCreated,
  EnvironmentModified,
  EnvironmentDeleted,
  ServiceDeployed,
  ServiceUpgraded,
  ServiceRolledBack,
  IncidentDetected,
  FeedbackReceivedInbound,
] as const satisfies readonly InboundDefinition[];

export type CatalogedInbound = (typeof inboundCatalog)[number];

/** The declaration of a CloudEvents type, if we understand it. */
export const inboundDefinitionOf = (type: string): CatalogedInbound | undefined =>
  inboundCatalog.find((definition) => definition.accepts(type));
