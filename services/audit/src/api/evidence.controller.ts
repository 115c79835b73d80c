import { Controller, Get, Res } from '@nestjs/common';
import { Digest } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import { evidenceFile, InjectEvidence, MediaAnswer, Roles, ZodParam } from '@slipway/service-kit';
import type { Response } from 'express';

@Controller('audit/v1/evidence')
@Roles('auditor')
export class EvidenceController {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  @Get(':digest')
  @MediaAnswer('application/octet-stream')
  read(@ZodParam('digest', Digest) digest: string, @Res({ passthrough: true }) response: Response) {
    return evidenceFile(this.evidence, digest, response);
  }
}
