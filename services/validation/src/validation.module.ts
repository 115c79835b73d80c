import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  CreateReleaseStanding1764200000000,
  documentWriting,
  recordedBy,
  releaseDirectory,
  ReleaseDirectory,
  releaseStandings,
  ReleaseStandings,
  ServiceKit,
} from '@slipway/service-kit';
import { FetchedArtifacts } from './adapters/artifacts/fetched-artifacts.js';
import { HttpCheckRunner } from './adapters/http-checks/http-check-runner.js';
import { AcceptanceController } from './api/acceptance.controller.js';
import { ChecksController } from './api/checks.controller.js';
import { rejectionStatus } from './api/rejection-status.js';
import { ReleasesController } from './api/releases.controller.js';
import { acceptance } from './domain/acceptance/acceptance.decider.js';
import { checks } from './domain/checks/checks.decider.js';
import { documentRules, documents } from './domain/documents.js';
import { quality } from './domain/quality/quality.decider.js';
import { CreateProjections1763910000000 } from './migrations/create-projections.js';
import { JudgeByIdentity1764201000000 } from './migrations/judge-by-identity.js';
import { TellFactsApart1763920000000 } from './migrations/tell-facts-apart.js';
import { approvals, Approvals } from './projections/approvals.projection.js';
import { ArtifactResults, artifactResults } from './projections/artifact-results.projection.js';
import { CarriedArtifacts, carriedArtifacts } from './projections/carried-artifacts.projection.js';
import { Deployers, deployers } from './projections/deployers.projection.js';
import { Feedback, feedback } from './projections/feedback.projection.js';
import { ReleaseFacts, releaseFacts } from './projections/release-facts.projection.js';
import { releaseTeam, ReleaseTeam } from './projections/release-team.projection.js';
import { EvaluateQuality } from './reactions/evaluate-quality.reaction.js';
import { OrderChecks } from './reactions/run-checks.reaction.js';
import { OrderArtifactVerification } from './reactions/verify-artifacts.reaction.js';
import { WeighResult } from './reactions/weigh-result.reaction.js';
import { CHECK_RUNNER, CheckRuns, RunChecks } from './timers/run-checks.timer.js';
import { ARTIFACT_SOURCE, ArtifactVerification, VerifyArtifacts } from './timers/verify-artifacts.timer.js';
import { QualityEvaluation } from './application/quality-evaluation.js';
import { Standings } from './application/standings.js';
import { ValidationContexts } from './application/validation-contexts.js';

const ofReleases = [releaseDirectory, releaseStandings, releaseTeam, releaseFacts, approvals, deployers];
const queries = [
  ...[ReleaseDirectory, ReleaseStandings, ReleaseTeam, ReleaseFacts, Approvals, Deployers],
  ...[ArtifactResults, CarriedArtifacts, Feedback],
];
const migrations = [
  CreateReleaseDirectory1763900001000,
  CreateProjections1763910000000,
  TellFactsApart1763920000000,
  CreateReleaseStanding1764200000000,
  JudgeByIdentity1764201000000,
];
const work = [Standings, QualityEvaluation];
const reactions = [EvaluateQuality, WeighResult, OrderArtifactVerification, OrderChecks];
const timers = [ArtifactVerification, VerifyArtifacts, CheckRuns, RunChecks];
const writing = documentWriting('validation', {
  rules: documentRules,
  contexts: ValidationContexts,
  recorder: recordedBy(documents),
});
const adapters = [
  { provide: ARTIFACT_SOURCE, useClass: FetchedArtifacts },
  { provide: CHECK_RUNNER, useClass: HttpCheckRunner },
];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'validation',
      aggregates: [quality, checks, acceptance, documents],
      projections: [...ofReleases, artifactResults, carriedArtifacts, feedback],
      migrations,
      rejectionStatus,
    }),
  ],
  controllers: [ChecksController, AcceptanceController, ReleasesController],
  providers: [...queries, ...work, ...reactions, ...timers, ...writing, ...adapters],
})
export class ValidationModule {}
