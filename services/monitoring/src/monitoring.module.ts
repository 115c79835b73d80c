import { Module } from '@nestjs/common';
import {
  CreateReleaseStanding1764200000000,
  documentWriting,
  recordedBy,
  ReleaseStandings,
  releaseStandings,
  ServiceKit,
} from '@slipway/service-kit';
import { ProbeSampleRow } from './adapters/samples/probe-sample.row.js';
import { Samples } from './adapters/samples/samples.js';
import { rejectionStatus } from './api/rejection-status.js';
import { SamplesController } from './api/samples.controller.js';
import { WatchesController } from './api/watches.controller.js';
import { monitoringSettings } from './config/monitoring-settings.js';
import { documentRules, documents } from './domain/documents.js';
import { watch } from './domain/watch/watch.decider.js';
import { WatchedReleaseAndSamples1763900003000 } from './migrations/1763900003000-watched-release-and-samples.js';
import { RatingsByUser1763920001000 } from './migrations/1763920001000-ratings-by-user.js';
import { CircumstancesAgain1764300002000 } from './migrations/1764300002000-circumstances-again.js';
import { RatingsAndIssuesAsRows1764400000000 } from './migrations/1764400000000-ratings-and-issues-as-rows.js';
import { Assessor } from './application/assessor.js';
import { Coverage } from './application/coverage.js';
import { Leadership } from './application/leadership.js';
import { ProbeRound } from './application/probe-round.js';
import { Prober } from './application/prober.js';
import { watchedReleases } from './projections/watched-release.projection.js';
import { Opinions } from './projections/opinions.js';
import { WatchedIssues } from './projections/watched-issues.js';
import { WatchedReleases } from './projections/watched-releases.js';
import { OnCoverageWanted } from './reactions/on-coverage-wanted.reaction.js';
import { OnDeadlineMoved } from './reactions/on-deadline-moved.reaction.js';
import { OnReleaseEnded } from './reactions/on-release-ended.reaction.js';
import { OnWatchWanted } from './reactions/on-watch-wanted.reaction.js';
import { MonitoringContexts } from './application/monitoring-contexts.js';
import { AssessAtDeadline } from './timers/assess.timer.js';
import { ConfirmCoverageTimer } from './timers/confirm-coverage.timer.js';
import { PruneSamples } from './timers/prune-samples.timer.js';
import { ReportHealthTimer } from './timers/report-health.timer.js';
import { Terms } from './application/terms.js';

const reactions = [OnCoverageWanted, OnWatchWanted, OnDeadlineMoved, OnReleaseEnded];
const writing = documentWriting('monitoring', {
  rules: documentRules,
  contexts: MonitoringContexts,
  recorder: recordedBy(documents),
});
const timers = [ConfirmCoverageTimer, AssessAtDeadline, ReportHealthTimer, PruneSamples];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'monitoring',
      aggregates: [watch, documents],
      projections: [watchedReleases, releaseStandings],
      entities: [ProbeSampleRow],
      migrations: [
        WatchedReleaseAndSamples1763900003000,
        RatingsByUser1763920001000,
        CreateReleaseStanding1764200000000,
        CircumstancesAgain1764300002000,
        RatingsAndIssuesAsRows1764400000000,
      ],
      rejectionStatus,
    }),
  ],
  controllers: [WatchesController, SamplesController],
  providers: [
    monitoringSettings,
    WatchedReleases,
    WatchedIssues,
    Opinions,
    ReleaseStandings,
    Terms,
    Samples,
    Assessor,
    Coverage,
    ProbeRound,
    Leadership,
    Prober,
    ...reactions,
    ...writing,
    ...timers,
  ],
})
export class MonitoringModule {}
