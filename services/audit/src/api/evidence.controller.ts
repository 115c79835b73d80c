import { Controller, Get, Res } from '@nestjs/common';
import { Digest } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import {
  evidenceFile,
  EvidenceFileQuery,
  InjectEvidence,
  MediaAnswer,
  Roles,
  ZodParam,
  ZodQuery,
} from '@slipway/service-kit';
import type { Response } from 'express';

@Controller('audit/v1/evidence')
@Roles('auditor')
export class EvidenceController {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  @Get(':digest')
  @MediaAnswer('application/octet-stream')
  read(
    @ZodParam('digest', Digest) digest: string,
    @ZodQuery(EvidenceFileQuery) { mediaType }: EvidenceFileQuery,
    @Res({ passthrough: true }) response: Response,
  ) {
    return evidenceFile(this.evidence, { digest, mediaType }, response);
  }
}
