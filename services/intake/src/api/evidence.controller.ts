import { Body, Controller, Get, Headers, Post, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { actingRoles, Digest, EvidenceReference, ReleaseId } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import type { EvidenceStore } from '@slipway/event-store';
import {
  evidenceFile,
  InjectAggregate,
  InjectEvidence,
  MediaAnswer,
  RawBody,
  ReleaseDirectory,
  Roles,
  ZodAnswer,
  ZodParam,
  ZodQuery,
  type Aggregate,
} from '@slipway/service-kit';
import type { Response } from 'express';
import { z } from 'zod';
import { evidence } from '../domain/evidence.decider.js';

const EvidenceQuery = z.strictObject({ title: z.string().trim().min(1).max(200) });
type EvidenceQuery = z.infer<typeof EvidenceQuery>;

const largestDocument = 32 * 1024 * 1024;

/** Documents that people attach, addressed by the digest of their bytes. */
@Controller('intake/v1')
export class EvidenceController {
  constructor(
    @InjectAggregate(evidence) private readonly documents: Aggregate<typeof evidence>,
    @InjectEvidence() private readonly store: EvidenceStore,
    private readonly releases: ReleaseDirectory,
  ) {}

  @Post('releases/:releaseId/evidence')
  @Roles(...actingRoles)
  @RawBody({ limit: largestDocument })
  @ZodAnswer(EvidenceReference, 201)
  async receive(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodQuery(EvidenceQuery) { title }: EvidenceQuery,
    @Headers('content-type') mediaType: string | undefined,
    @Body() body: unknown,
  ): Promise<EvidenceReference | Rejection> {
    if (mediaType === undefined || !Buffer.isBuffer(body)) {
      throw new UnsupportedMediaTypeException(
        'Content-Type and bytes are needed: send the document itself as the body',
      );
    }
    await this.releases.get(releaseId);
    const { digest, size } = await this.store.put(body, mediaType);
    const reference = EvidenceReference.parse({ digest, mediaType, size, title });
    const outcome = await this.documents.handle(releaseId, { type: 'ReceiveEvidence', releaseId, evidence: reference });
    return isRejection(outcome) ? outcome : reference;
  }

  @Get('evidence/:digest')
  @MediaAnswer('application/octet-stream')
  read(@ZodParam('digest', Digest) digest: string, @Res({ passthrough: true }) response: Response) {
    return evidenceFile(this.store, digest, response);
  }
}
