import { Controller, Get, Post } from '@nestjs/common';
import { actingRoles, ExceptionId, ExceptionTerms, ReleaseId } from '@slipway/contracts';
import {
  EmptyBody,
  InjectAggregate,
  pageOf,
  Roles,
  ZodAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Page,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { FlowException } from '../domain/flow/exceptions/exception.state.js';
import { flow } from '../domain/flow/flow.decider.js';
import { KnownReleases } from '../application/known-releases.js';
import { Exception } from './flow.answer.js';

const Request = ExceptionTerms.omit({ from: true }).extend({
  items: ExceptionTerms.shape.items.default([]),
  evidence: ExceptionTerms.shape.evidence.default([]),
});
const Decline = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** Exceptions for one release: one person requests each, and another confirms it if the policy requires that. */
@Controller('planning/v1/releases/:releaseId/exceptions')
export class ExceptionsController {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly known: KnownReleases,
  ) {}

  @Get()
  @ZodAnswer(pageOf(Exception))
  async list(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<Page<FlowException>> {
    const { run } = await this.known.run(releaseId);
    return { items: Object.values(run.exceptions) };
  }

  /** The policy of the release decides which role is enough. */
  @Post()
  @Roles(...actingRoles)
  request(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(Request) terms: z.infer<typeof Request>) {
    return this.flows.handle(releaseId, { type: 'RequestException', ...terms });
  }

  @Post(':exceptionId/confirmations')
  @Roles(...actingRoles)
  confirm(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('exceptionId', ExceptionId) exceptionId: string,
    @ZodBody(EmptyBody) _: EmptyBody,
  ) {
    return this.flows.handle(releaseId, { type: 'ConfirmException', exceptionId });
  }

  /** By those who may confirm it, or by who asked for it. */
  @Post(':exceptionId/declines')
  @Roles(...actingRoles)
  decline(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('exceptionId', ExceptionId) exceptionId: string,
    @ZodBody(Decline) { reason }: z.infer<typeof Decline>,
  ) {
    return this.flows.handle(releaseId, { type: 'DeclineException', exceptionId, reason });
  }
}
