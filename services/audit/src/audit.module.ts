import { Module } from '@nestjs/common';
import { ServiceKit } from '@slipway/service-kit';
import { EvidenceController } from './api/evidence.controller.js';
import { ReleasesController } from './api/releases.controller.js';
import { TrailsController } from './api/trails.controller.js';
import { VerificationController } from './api/verification.controller.js';
import { Trails } from './application/trails.js';
import { Verifications } from './application/verification.js';
import { AuditedRelease1763900002000 } from './migrations/1763900002000-audited-release.js';
import { auditedReleases } from './projections/audited-releases.projection.js';

@Module({
  imports: [
    ServiceKit.forService({
      service: 'audit',
      projections: [auditedReleases],
      migrations: [AuditedRelease1763900002000],
    }),
  ],
  controllers: [ReleasesController, TrailsController, VerificationController, EvidenceController],
  providers: [Trails, Verifications],
})
export class AuditModule {}
