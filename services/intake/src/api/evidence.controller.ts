import { hash } from 'node:crypto';
import { Body, Controller, Get, Headers, Post, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { actingRoles, Digest, EvidenceReference, limits, oneLine, ReleaseId } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import type { EvidenceStore } from '@slipway/event-store';
import {
  evidenceFile,
  EvidenceFileQuery,
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
import { canonicalMediaType, documentAdmitted } from '../domain/document.policy.js';
import { evidence } from '../domain/evidence.decider.js';
import { KnownReleases } from '../projections/known-releases.projection.js';

const EvidenceQuery = z.strictObject({ title: oneLine(200) });
type EvidenceQuery = z.infer<typeof EvidenceQuery>;

/** What must be unique names the stream: no release has a stream of all its documents. */
const documentId = (releaseId: string, { digest }: EvidenceReference): string =>
  hash('sha256', JSON.stringify([releaseId, digest]), 'hex');

const largestDocument = limits.request.documentBytes;

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
    const document = {
      bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      mediaType: canonicalMediaType(mediaType),
    };
    const refusal = documentAdmitted(document);
    if (refusal !== undefined) return refusal;
    const kept = await this.store.put(document.bytes, document.mediaType);
    const reference = EvidenceReference.parse({ ...kept, mediaType: document.mediaType, title });
    const command = { type: 'ReceiveEvidence', releaseId, evidence: reference } as const;
    const outcome = await this.documents.handle(documentId(releaseId, reference), command, { trail: releaseId });
    return isRejection(outcome) ? outcome : reference;
  }

  @Get('evidence/:digest')
  @MediaAnswer('application/octet-stream')
  read(
    @ZodParam('digest', Digest) digest: string,
    @ZodQuery(EvidenceFileQuery) { mediaType }: EvidenceFileQuery,
    @Res({ passthrough: true }) response: Response,
  ) {
    return evidenceFile(this.store, { digest, mediaType }, response);
  }
}
