import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  Notify,
  releaseDirectory,
  ReleaseDirectory,
  ServiceKit,
} from '@slipway/service-kit';
import { IssuesController } from './api/issues.controller.js';
import { ReleaseIssuesController } from './api/release-issues.controller.js';
import { desk } from './domain/desk.decider.js';
import { OnIssueTriaged } from './reactions/on-issue-triaged.reaction.js';
import { OnReviewConcluded } from './reactions/on-review-concluded.reaction.js';
import { OnStatusChanged } from './reactions/on-status-changed.reaction.js';
import { OnTrouble } from './reactions/on-trouble.reaction.js';
import { NotifyTimer } from './timers/notify.timer.js';
import { OnDeadline } from './timers/on-deadline.timer.js';

@Module({
  imports: [
    ServiceKit.forService({
      service: 'issues',
      aggregates: [desk],
      projections: [releaseDirectory],
      migrations: [CreateReleaseDirectory1763900001000],
      rejectionStatus: { ISSUE_UNKNOWN: 404 },
    }),
    Notify,
  ],
  controllers: [ReleaseIssuesController, IssuesController],
  providers: [ReleaseDirectory, OnTrouble, OnIssueTriaged, OnStatusChanged, OnReviewConcluded, OnDeadline, NotifyTimer],
})
export class IssuesModule {}
