import { Module } from '@nestjs/common';
import { ServiceKit } from '@slipway/service-kit';
import { EventsController } from './api/events.controller.js';
import { EvidenceController } from './api/evidence.controller.js';
import { intakeSettings } from './config/intake-settings.js';
import { evidence } from './domain/evidence.decider.js';
import { inbound } from './domain/inbound.decider.js';
import { Inbox } from './ingest/inbox.js';
import { IngestConsumer } from './ingest/ingest.consumer.js';
import { rejectionStatus } from './api/rejection-status.js';

@Module({
  imports: [ServiceKit.forService({ service: 'intake', aggregates: [inbound, evidence], rejectionStatus })],
  controllers: [EventsController, EvidenceController],
  providers: [intakeSettings, Inbox, IngestConsumer],
})
export class IntakeModule {}
