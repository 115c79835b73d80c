import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  CreateReleaseStanding1764200000000,
  documentWriting,
  Outbound,
  recordedBy,
  releaseDirectory,
  ReleaseDirectory,
  ReleaseStandings,
  releaseStandings,
  ServiceKit,
} from '@slipway/service-kit';
import { LocalExecutor } from './adapters/local/local-executor.js';
import { readLocalSettings } from './adapters/local/local-settings.js';
import { DeploymentQueries, DeploymentsController } from './api/deployments.controller.js';
import { rejectionStatus } from './api/rejection-status.js';
import { deployment } from './domain/deployment.decider.js';
import { documentRules, documents } from './domain/documents.js';
import { CreateDeployers1763930000001 } from './migrations/create-deployers.js';
import { CreateProjections1763930000000 } from './migrations/create-projections.js';
import { CreatePlaces1764200000001 } from './migrations/create-places.js';
import { Approvals, approvals } from './projections/approvals.projection.js';
import { Deployers, deployers } from './projections/deployers.projection.js';
import { FreezeOverrideRow, Freezes, freezes } from './projections/freezes.projection.js';
import { BroughtArtifactRow, Places, places, RolloutPlaceRow } from './projections/places.projection.js';
import { Proofs, proofs } from './projections/proofs.projection.js';
import { OnEnvironmentRolledBack } from './reactions/on-environment-rolled-back.reaction.js';
import { OnExceptionGranted } from './reactions/on-exception-granted.reaction.js';
import { OnHealthBreached } from './reactions/on-health-breached.reaction.js';
import { OnIncidentReported } from './reactions/on-incident-reported.reaction.js';
import { OnOutsideDeployment } from './reactions/on-outside-deployment.reaction.js';
import { OnReleaseInterrupted } from './reactions/on-release-interrupted.reaction.js';
import { OnReleaseRevised } from './reactions/on-release-revised.reaction.js';
import { OnRolloutAdvanced } from './reactions/on-rollout-advanced.reaction.js';
import { OnStepStarted } from './reactions/on-step-started.reaction.js';
import { AdvanceTimer } from './timers/advance.timer.js';
import { StepTimer } from './timers/step.timer.js';
import { DeploymentContexts } from './application/deployment-contexts.js';
import { Executors } from './application/executors.js';
import { KeptTargets } from './application/kept-targets.js';
import { PlaceLock } from './application/place-lock.js';
import { Plans } from './application/plans.js';
import { Preparation } from './application/preparation.js';
import { Rollbacks } from './application/rollbacks.js';
import { Rollout } from './application/rollout.js';
import { ReleaseSurroundings } from './application/surroundings.js';

const adapters = [
  {
    provide: LocalExecutor,
    inject: [Outbound],
    useFactory: (outbound: Outbound) => new LocalExecutor(readLocalSettings(), outbound),
  },
];
const queries = [ReleaseDirectory, ReleaseStandings, Approvals, Deployers, Freezes, Places, Proofs];
const work = [Executors, ReleaseSurroundings, PlaceLock, Plans, Preparation, Rollbacks, Rollout, KeptTargets];
const reactions = [
  OnStepStarted,
  OnReleaseRevised,
  OnReleaseInterrupted,
  OnHealthBreached,
  OnOutsideDeployment,
  OnRolloutAdvanced,
  OnIncidentReported,
  OnExceptionGranted,
  OnEnvironmentRolledBack,
];
const writing = documentWriting('deployment', {
  rules: documentRules,
  contexts: DeploymentContexts,
  recorder: recordedBy(documents),
});
const timers = [StepTimer, AdvanceTimer];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'deployment',
      aggregates: [deployment, documents],
      projections: [releaseDirectory, releaseStandings, approvals, deployers, freezes, places, proofs],
      entities: [FreezeOverrideRow, RolloutPlaceRow, BroughtArtifactRow],
      migrations: [
        CreateReleaseDirectory1763900001000,
        CreateProjections1763930000000,
        CreateDeployers1763930000001,
        CreateReleaseStanding1764200000000,
        CreatePlaces1764200000001,
      ],
      rejectionStatus,
    }),
  ],
  controllers: [DeploymentsController, DeploymentQueries],
  providers: [...adapters, ...queries, ...work, ...reactions, ...writing, ...timers],
})
export class DeploymentModule {}
