import { Controller, Get } from '@nestjs/common';
import { releaseUnknown, Roles, ZodAnswer, ZodParam, ZodQuery } from '@slipway/service-kit';
import { z } from 'zod';
import { Verifications } from '../application/verification.js';
import { TrailName } from './trail-name.js';
import { LogVerificationAnswer, VerificationAnswer } from './verification.answer.js';

const LogQuery = z.object({
  from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** Checks that the stored events are still those that were recorded. */
@Controller('audit/v1')
@Roles('auditor')
export class VerificationController {
  constructor(private readonly verifications: Verifications) {}

  /** Recomputes the hash chain and the documents of a trail from the stored bytes; names the first thing that is not as it was. */
  @Get(['releases/:trail/verification', 'trails/:trail/verification'])
  @ZodAnswer(VerificationAnswer)
  async ofTrail(@ZodParam('trail', TrailName) trail: string): Promise<VerificationAnswer> {
    const verification = await this.verifications.ofTrail(trail);
    if (verification === undefined) throw releaseUnknown(trail);
    return verification;
  }

  /** A part of the log of all trails: follow `next` to its end, and no trail can have been changed, cut or removed in between. */
  @Get('log/verification')
  @ZodAnswer(LogVerificationAnswer)
  ofLog(@ZodQuery(LogQuery) part: z.infer<typeof LogQuery>): Promise<LogVerificationAnswer> {
    return this.verifications.ofLog(part);
  }
}
