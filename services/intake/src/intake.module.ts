import { Module } from '@nestjs/common';
import {
  CreateReleaseDirectory1763900001000,
  releaseDirectory,
  ReleaseDirectory,
  ServiceKit,
} from '@slipway/service-kit';
import { EventsController } from './api/events.controller.js';
import { EvidenceController } from './api/evidence.controller.js';
import { intakeSettings } from './config/intake-settings.js';
import { evidence } from './domain/evidence.decider.js';
import { inbound } from './domain/inbound.decider.js';
import { Inbox } from './ingest/inbox.js';
import { IngestConsumer } from './ingest/ingest.consumer.js';
import { rejectionStatus } from './api/rejection-status.js';

@Module({
  imports: [
    ServiceKit.forService({
      service: 'intake',
      aggregates: [inbound, evidence],
      projections: [releaseDirectory],
      migrations: [CreateReleaseDirectory1763900001000],
      rejectionStatus,
    }),
  ],
  controllers: [EventsController, EvidenceController],
  providers: [intakeSettings, ReleaseDirectory, Inbox, IngestConsumer],
})
export class IntakeModule {}
