import { Module } from '@nestjs/common';
import { ServiceKit } from '@slipway/service-kit';
import { EventsController } from './api/events.controller.js';
import { EvidenceController } from './api/evidence.controller.js';
import { rejectionStatus } from './api/rejection-status.js';
import { intakeSettings } from './config/intake-settings.js';
import { evidence } from './domain/evidence.decider.js';
import { inbound } from './domain/inbound.decider.js';
import { Admission } from './application/admission.js';
import { Inbox } from './application/inbox.js';
import { IngestConsumer } from './application/ingest.consumer.js';
import { ReleaseTurns } from './application/release-turns.js';
import { CreateKnown1764201000000 } from './migrations/create-known.js';
import { CreateWaitingMessage1764240000000 } from './migrations/create-waiting-message.js';
import { KnownReleases, knownReleases } from './projections/known-releases.projection.js';
import { KnownTemplates, knownTemplates } from './projections/known-templates.projection.js';
import { WaitingMessage } from './application/waiting-message.js';
import { WaitingRoom } from './application/waiting-room.js';
import { WaitingTimer } from './timers/waiting.timer.js';

const waiting = [WaitingRoom, WaitingTimer];

@Module({
  imports: [
    ServiceKit.forService({
      service: 'intake',
      aggregates: [inbound, evidence],
      projections: [knownReleases, knownTemplates],
      entities: [WaitingMessage],
      migrations: [CreateKnown1764201000000, CreateWaitingMessage1764240000000],
      rejectionStatus,
    }),
  ],
  controllers: [EventsController, EvidenceController],
  providers: [
    intakeSettings,
    KnownReleases,
    KnownTemplates,
    Admission,
    ReleaseTurns,
    Inbox,
    IngestConsumer,
    ...waiting,
  ],
})
export class IntakeModule {}
