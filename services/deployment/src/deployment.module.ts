import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  releaseDirectory,
  ReleaseDirectory,
  ServiceKit,
} from '@slipway/service-kit';
import { LocalExecutor } from './adapters/local/local-executor.js';
import { readLocalSettings } from './adapters/local/local-settings.js';
import { DeploymentQueries, DeploymentsController } from './api/deployments.controller.js';
import { rejectionStatus } from './api/rejection-status.js';
import { deployment } from './domain/deployment.decider.js';
import { CreateDeployers1763930000001 } from './migrations/create-deployers.js';
import { CreateProjections1763930000000 } from './migrations/create-projections.js';
import { Approvals, approvals } from './projections/approvals.projection.js';
import { Deployers, deployers } from './projections/deployers.projection.js';
import { FreezeOverrideRow, Freezes, freezes } from './projections/freezes.projection.js';
import { OnDocumentedFact } from './reactions/on-documented-fact.reaction.js';
import { OnHealthBreached } from './reactions/on-health-breached.reaction.js';
import { OnOutsideDeployment } from './reactions/on-outside-deployment.reaction.js';
import { OnReleaseInterrupted } from './reactions/on-release-interrupted.reaction.js';
import { OnReleaseRevised } from './reactions/on-release-revised.reaction.js';
import { OnRolloutAdvanced } from './reactions/on-rollout-advanced.reaction.js';
import { OnStepStarted } from './reactions/on-step-started.reaction.js';
import { AdvanceTimer } from './timers/advance.timer.js';
import { StepTimer } from './timers/step.timer.js';
import { Executors } from './work/executors.js';
import { KeptTargets } from './work/kept-targets.js';
import { Preparation } from './work/preparation.js';
import { Rollout } from './work/rollout.js';

const adapters = [{ provide: LocalExecutor, useFactory: () => new LocalExecutor(readLocalSettings()) }];
const queries = [ReleaseDirectory, Approvals, Deployers, Freezes];
const work = [Executors, Preparation, Rollout, KeptTargets];
const reactions = [
  OnStepStarted,
  OnReleaseRevised,
  OnReleaseInterrupted,
  OnHealthBreached,
  OnOutsideDeployment,
  OnRolloutAdvanced,
  OnDocumentedFact,
];
const timers = [StepTimer, AdvanceTimer];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'deployment',
      aggregates: [deployment],
      projections: [releaseDirectory, approvals, deployers, freezes],
      entities: [FreezeOverrideRow],
      migrations: [CreateReleaseDirectory1763900001000, CreateProjections1763930000000, CreateDeployers1763930000001],
      rejectionStatus,
    }),
  ],
  controllers: [DeploymentsController, DeploymentQueries],
  providers: [...adapters, ...queries, ...work, ...reactions, ...timers],
})
export class DeploymentModule {}
