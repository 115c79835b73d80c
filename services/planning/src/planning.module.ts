import { Module } from '@nestjs/common';
import { DOCUMENT_RECORDER, documentWriting, Notify, ServiceKit } from '@slipway/service-kit';
import { ApprovalsController } from './api/approvals.controller.js';
import { ClosureController } from './api/closure.controller.js';
import { CommunicationController } from './api/communication.controller.js';
import { ExceptionsController } from './api/exceptions.controller.js';
import { FlowController } from './api/flow.controller.js';
import { FreezesController } from './api/freezes.controller.js';
import { PlanningController } from './api/planning.controller.js';
import { rejectionStatus } from './api/rejection-status.js';
import { ReleasesController } from './api/releases.controller.js';
import { TemplatesController } from './api/templates.controller.js';
import { approval } from './domain/approval/approval.decider.js';
import { closure } from './domain/closure/closure.decider.js';
import { communication } from './domain/communication/communication.decider.js';
import { documentRules } from './domain/documents.js';
import { flow } from './domain/flow/flow.decider.js';
import { freeze } from './domain/freeze/freeze.decider.js';
import { release } from './domain/release/release.decider.js';
import { slot } from './domain/slot/slot.decider.js';
import { template } from './domain/template/template.decider.js';
import { CreateProjections1763920000000 } from './migrations/create-projections.js';
import { freezes } from './projections/freezes.projection.js';
import { releaseCalendar } from './projections/release-calendar.projection.js';
import { releaseList } from './projections/release-list.projection.js';
import { templates } from './projections/templates.projection.js';
import { DeadLettersConsumer } from './reactions/dead-letters.consumer.js';
import { OnArtifactsChanged } from './reactions/on-artifacts-changed.reaction.js';
import { OnAuthorNamed } from './reactions/on-author-named.reaction.js';
import { OnClosureAdvanced } from './reactions/on-closure-advanced.reaction.js';
import { OnExceptionGranted } from './reactions/on-exception-granted.reaction.js';
import { OnFact } from './reactions/on-fact.reaction.js';
import { OnPlanFinalised } from './reactions/on-plan-finalised.reaction.js';
import { OnReleaseChanged } from './reactions/on-release-changed.reaction.js';
import { OnReleaseProposed } from './reactions/on-release-proposed.reaction.js';
import { OnReviewCompleted } from './reactions/on-review-completed.reaction.js';
import { OnSlotsChanged } from './reactions/on-slots-changed.reaction.js';
import { OnStepStarted } from './reactions/on-step-started.reaction.js';
import { OnWaitBegun } from './reactions/on-wait-begun.reaction.js';
import { OnWindowChanged } from './reactions/on-window-changed.reaction.js';
import { NotifyTimer } from './timers/notify.timer.js';
import { OverdueDeadline } from './timers/overdue.timer.js';
import { SlotReservationTimer } from './timers/slot-reservation.timer.js';
import { WindowPhaseTimer } from './timers/window-phase.timer.js';
import { Closing } from './application/closing.js';
import { Decisions } from './application/decisions.js';
import { EvidenceBundle } from './application/evidence-bundle.js';
import { FreezeCalendar } from './application/freeze-calendar.js';
import { KnownReleases } from './application/known-releases.js';
import { OutputRecorder } from './application/output-recorder.js';
import { PlanningContexts } from './application/planning-contexts.js';
import { Plans } from './application/plans.js';
import { Slots } from './application/slots.js';
import { StakeholderNotification } from './application/stakeholder-notification.js';
import { TemplateLibrary } from './application/template-library.js';

const controllers = [
  ReleasesController,
  ApprovalsController,
  PlanningController,
  CommunicationController,
  ClosureController,
  FlowController,
  ExceptionsController,
  FreezesController,
  TemplatesController,
];
const reactions = [
  OnReviewCompleted,
  OnReleaseProposed,
  OnArtifactsChanged,
  OnAuthorNamed,
  OnExceptionGranted,
  OnSlotsChanged,
  DeadLettersConsumer,
  OnReleaseChanged,
  OnWindowChanged,
  OnWaitBegun,
  OnPlanFinalised,
  OnStepStarted,
  OnClosureAdvanced,
  OnFact,
];
const timers = [WindowPhaseTimer, NotifyTimer, OverdueDeadline, SlotReservationTimer];
const writing = documentWriting('planning', {
  rules: documentRules,
  contexts: PlanningContexts,
  recorder: { provide: DOCUMENT_RECORDER, useClass: OutputRecorder },
});
const work = [
  Closing,
  Decisions,
  EvidenceBundle,
  FreezeCalendar,
  KnownReleases,
  Plans,
  Slots,
  StakeholderNotification,
  TemplateLibrary,
];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'planning',
      aggregates: [release, approval, flow, communication, closure, template, freeze, slot],
      projections: [releaseList, releaseCalendar, freezes, templates],
      migrations: [CreateProjections1763920000000],
      rejectionStatus,
    }),
    Notify,
  ],
  controllers,
  providers: [...work, ...writing, ...reactions, ...timers],
})
export class PlanningModule {}
