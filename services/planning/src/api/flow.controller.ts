import { Controller, Get, Param, Post } from '@nestjs/common';
import { actingRoles, EvidenceReference } from '@slipway/contracts';
import { InjectAggregate, Roles, ServiceKitError, ZodAnswer, ZodBody, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import type { Attest } from '../domain/flow/flow.commands.js';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { FlowAnswer } from './flow.answer.js';

const Attestation = z.strictObject({
  statement: z.string().min(1).max(2000),
  evidence: z.array(EvidenceReference).min(1).max(100),
});
const Output = z.strictObject({ evidence: EvidenceReference });
const Reason = z.strictObject({ reason: z.string().min(1).max(2000) });
type Attestation = z.infer<typeof Attestation>;
type Reason = z.infer<typeof Reason>;

/** The run of the flow: what people attest, attach, waive and stop. */
@Controller('planning/v1/releases/:releaseId')
export class FlowController {
  constructor(@InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>) {}

  @Get('flow')
  @ZodAnswer(FlowAnswer)
  async read(@Param('releaseId') releaseId: string): Promise<FlowAnswer> {
    const { state, streamPosition } = await this.flows.load(releaseId);
    if (!isRun(state))
      throw new ServiceKitError('RELEASE_UNKNOWN', {
        releaseId,
        fix: 'its flow starts moments after its [rv] signal was taken in: ask again, or send the signal',
      });
    return { ...state, streamPosition };
  }

  /** Who may attest what, the flow decides. */
  @Post('steps/:step/actions/:item/attestations')
  @Roles(...actingRoles)
  attestAction(
    @Param('releaseId') releaseId: string,
    @Param('step') step: string,
    @Param('item') item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'action', step, item, ...body });
  }

  @Post('steps/:step/triggers/:item/attestations')
  @Roles(...actingRoles)
  attestTrigger(
    @Param('releaseId') releaseId: string,
    @Param('step') step: string,
    @Param('item') item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'trigger', step, item, ...body });
  }

  @Post('criteria/:item/attestations')
  @Roles(...actingRoles)
  attestCriterion(
    @Param('releaseId') releaseId: string,
    @Param('item') item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'criterion', item, ...body });
  }

  @Post('dependencies/:item/attestations')
  @Roles(...actingRoles)
  attestDependency(
    @Param('releaseId') releaseId: string,
    @Param('item') item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'dependency', item, ...body });
  }

  @Post('steps/:step/outputs/:output')
  @Roles(...actingRoles)
  attach(
    @Param('releaseId') releaseId: string,
    @Param('step') step: string,
    @Param('output') output: string,
    @ZodBody(Output) { evidence }: z.infer<typeof Output>,
  ) {
    return this.flows.handle(releaseId, { type: 'AttachOutput', step, output, evidence });
  }

  @Post('criteria/:criterion/waivers')
  @Roles(...actingRoles)
  waiveCriterion(
    @Param('releaseId') releaseId: string,
    @Param('criterion') criterion: string,
    @ZodBody(Reason) { reason }: Reason,
  ) {
    return this.waive(releaseId, criterion, reason);
  }

  @Post('gates/:gate/waivers')
  @Roles(...actingRoles)
  waiveGate(@Param('releaseId') releaseId: string, @Param('gate') gate: string, @ZodBody(Reason) { reason }: Reason) {
    return this.waive(releaseId, gate, reason);
  }

  @Post('pause')
  @Roles('release-manager')
  pause(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.flows.handle(releaseId, { type: 'Pause', reason });
  }

  @Post('resume')
  @Roles('release-manager')
  resume(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.flows.handle(releaseId, { type: 'Resume', reason });
  }

  @Post('abort')
  @Roles('release-manager')
  abort(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.flows.handle(releaseId, { type: 'Abort', reason });
  }

  @Post('rollback')
  @Roles('release-manager')
  rollBack(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.flows.handle(releaseId, { type: 'RequestRollback', reason });
  }

  /** Ends a deployed release with what is still open, as [ps]. */
  @Post('conclusion')
  @Roles('release-manager')
  conclude(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.flows.handle(releaseId, { type: 'Conclude', reason });
  }

  private attest(releaseId: string, attestation: Omit<Attest, 'type'>) {
    return this.flows.handle(releaseId, { type: 'Attest', ...attestation });
  }

  /** A waiver is one kind of exception: who may ask for it, and who confirms it, the flow decides. */
  private waive(releaseId: string, item: string, reason: string) {
    return this.flows.handle(releaseId, {
      type: 'RequestException',
      kind: 'waiver',
      items: [item],
      reason,
      evidence: [],
    });
  }
}
