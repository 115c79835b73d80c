import { Controller, Get, Post } from '@nestjs/common';
import { actingRoles, ExceptionId, ExceptionTerms, ReleaseId } from '@slipway/contracts';
import {
  InjectAggregate,
  pageOf,
  Roles,
  ServiceKitError,
  ZodAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Page,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { FlowException } from '../domain/flow/exceptions/exception.state.js';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { Exception } from './flow.answer.js';

const Request = ExceptionTerms.omit({ from: true }).extend({
  items: ExceptionTerms.shape.items.default([]),
  evidence: ExceptionTerms.shape.evidence.default([]),
});
const Confirmation = z.strictObject({});
const Decline = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** What is weakened for one release: asked for by one person, and confirmed by another where the policy says so. */
@Controller('planning/v1/releases/:releaseId/exceptions')
export class ExceptionsController {
  constructor(@InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>) {}

  @Get()
  @ZodAnswer(pageOf(Exception))
  async list(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<Page<FlowException>> {
    const { state } = await this.flows.load(releaseId);
    if (!isRun(state)) throw new ServiceKitError('RELEASE_UNKNOWN', { releaseId, fix: 'send its [rv] signal first' });
    return { items: Object.values(state.exceptions) };
  }

  /** Whose role is enough, the policy of the release says. */
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
    @ZodBody(Confirmation) _: z.infer<typeof Confirmation>,
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
