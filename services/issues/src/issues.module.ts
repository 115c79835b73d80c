import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  CreateReleaseStanding1764200000000,
  DocumentWriter,
  Notify,
  recordedBy,
  releaseDirectory,
  ReleaseDirectory,
  ReleaseStandings,
  releaseStandings,
  ServiceKit,
} from '@slipway/service-kit';
import { IssuesController } from './api/issues.controller.js';
import { ReleaseIssuesController } from './api/release-issues.controller.js';
import { desk } from './domain/desk.decider.js';
import { documents } from './domain/documents.js';
import { notice } from './domain/notice.decider.js';
import { report } from './domain/report.decider.js';
import { ReleaseBeginning1764300001000 } from './migrations/1764300001000-release-beginning.js';
import { IssuesAsRows1764400100000 } from './migrations/1764400100000-issues-as-rows.js';
import { Issues, issues } from './projections/issues.projection.js';
import { releaseBeginnings } from './projections/release-beginning.projection.js';
import { OnDeadlineGiven } from './reactions/on-deadline-given.reaction.js';
import { OnReviewConcluded } from './reactions/on-review-concluded.reaction.js';
import { OnStatusChanged } from './reactions/on-status-changed.reaction.js';
import { OnTrouble } from './reactions/on-trouble.reaction.js';
import { NotifyTimer } from './timers/notify.timer.js';
import { OnDeadline } from './timers/on-deadline.timer.js';
import { WriteDocuments } from './timers/write-documents.timer.js';
import { Terms } from './application/desk-terms.js';

@Module({
  imports: [
    ServiceKit.forService({
      service: 'issues',
      aggregates: [desk, report, notice, documents],
      projections: [releaseDirectory, releaseStandings, releaseBeginnings, issues],
      migrations: [
        CreateReleaseDirectory1763900001000,
        CreateReleaseStanding1764200000000,
        ReleaseBeginning1764300001000,
        IssuesAsRows1764400100000,
      ],
      rejectionStatus: { ISSUE_UNKNOWN: 404 },
    }),
    Notify,
  ],
  controllers: [ReleaseIssuesController, IssuesController],
  providers: [
    ReleaseDirectory,
    ReleaseStandings,
    Issues,
    Terms,
    OnTrouble,
    OnDeadlineGiven,
    OnStatusChanged,
    OnReviewConcluded,
    OnDeadline,
    NotifyTimer,
    WriteDocuments,
    DocumentWriter,
    recordedBy(documents),
  ],
})
export class IssuesModule {}
