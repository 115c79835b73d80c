import { Body, Controller, Get, Headers, Post, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { actingRoles, credentialDefect, Digest, EvidenceReference, oneLine, ReleaseId } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import type { EvidenceStore } from '@slipway/event-store';
import {
  evidenceFile,
  InjectAggregate,
  InjectEvidence,
  MediaAnswer,
  RawBody,
  Roles,
  ZodAnswer,
  ZodParam,
  ZodQuery,
  type Aggregate,
} from '@slipway/service-kit';
import type { Response } from 'express';
import { z } from 'zod';
import { releaseIsKnown } from '../domain/admission.policy.js';
import { canonicalMediaType, documentAdmitted, keptAsStated } from '../domain/document.policy.js';
import { evidence } from '../domain/evidence.decider.js';
import { KnownReleases } from '../projections/known-releases.projection.js';

const EvidenceQuery = z.strictObject({
  title: oneLine(200).refine((title) => credentialDefect(title) === undefined, {
    message: 'holds what looks like a credential: leave it out',
  }),
});
type EvidenceQuery = z.infer<typeof EvidenceQuery>;

const largestDocument = 32 * 1024 * 1024;

/** Documents that people attach, addressed by the digest of their bytes. */
@Controller('intake/v1')
export class EvidenceController {
  constructor(
    @InjectAggregate(evidence) private readonly documents: Aggregate<typeof evidence>,
    @InjectEvidence() private readonly store: EvidenceStore,
    private readonly releases: KnownReleases,
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
    if (mediaType === undefined) {
      throw new UnsupportedMediaTypeException('Content-Type is needed: send the document itself as the body');
    }
    const unknown = releaseIsKnown(releaseId, await this.releases.find(releaseId));
    if (unknown !== undefined) return unknown;
    const kept = await this.keep(Buffer.isBuffer(body) ? body : Buffer.alloc(0), canonicalMediaType(mediaType));
    if (isRejection(kept)) return kept;
    const reference = EvidenceReference.parse({ ...kept, title });
    const outcome = await this.documents.handle(releaseId, { type: 'ReceiveEvidence', releaseId, evidence: reference });
    return isRejection(outcome) ? outcome : reference;
  }

  /** What the store has then, by its own word. */
  private async keep(bytes: Buffer, mediaType: string) {
    const document = { bytes, mediaType };
    const refusal = documentAdmitted(document);
    if (refusal !== undefined) return refusal;
    const { digest } = await this.store.put(bytes, mediaType);
    const kept = await this.store.get(digest);
    if (kept === undefined) throw new RangeError(`the store does not have ${digest}, which was put there`);
    return keptAsStated(document, kept) ?? { digest, mediaType: kept.mediaType, size: kept.bytes.byteLength };
  }

  @Get('evidence/:digest')
  @MediaAnswer('application/octet-stream')
  read(@ZodParam('digest', Digest) digest: string, @Res({ passthrough: true }) response: Response) {
    return evidenceFile(this.store, digest, response);
  }
}
