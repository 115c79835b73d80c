import { Controller, Get, Post } from '@nestjs/common';
import { actingRoles, EvidenceReference, ReleaseId } from '@slipway/contracts';
import { InjectAggregate, ReasonBody, Roles, ZodAnswer, ZodBody, ZodParam, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import type { Attest } from '../domain/flow/flow.commands.js';
import { flow } from '../domain/flow/flow.decider.js';
import { KnownReleases } from '../application/known-releases.js';
import { FlowAnswer } from './flow.answer.js';

const Attestation = z.strictObject({
  statement: z.string().min(1).max(2000),
  evidence: z.array(EvidenceReference).min(1).max(100),
});
const Output = z.strictObject({ evidence: EvidenceReference });
/** The name of a step or an item: the flow checks whether it exists. */
const Name = z.string().min(1).max(200);
type Attestation = z.infer<typeof Attestation>;

/** The run of the flow: what people attest, attach, waive and stop. */
@Controller('planning/v1/releases/:releaseId')
export class FlowController {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly known: KnownReleases,
  ) {}

  @Get('flow')
  @ZodAnswer(FlowAnswer)
  async read(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<FlowAnswer> {
    const { run, streamPosition } = await this.known.run(releaseId);
    return { ...run, streamPosition };
  }

  /** The flow decides who is allowed to attest what. */
  @Post('steps/:step/actions/:item/attestations')
  @Roles(...actingRoles)
  attestAction(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('step', Name) step: string,
    @ZodParam('item', Name) item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'action', step, item, ...body });
  }

  @Post('steps/:step/triggers/:item/attestations')
  @Roles(...actingRoles)
  attestTrigger(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('step', Name) step: string,
    @ZodParam('item', Name) item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'trigger', step, item, ...body });
  }

  @Post('criteria/:item/attestations')
  @Roles(...actingRoles)
  attestCriterion(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('item', Name) item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'criterion', item, ...body });
  }

  @Post('dependencies/:item/attestations')
  @Roles(...actingRoles)
  attestDependency(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('item', Name) item: string,
    @ZodBody(Attestation) body: Attestation,
  ) {
    return this.attest(releaseId, { kind: 'dependency', item, ...body });
  }

  @Post('steps/:step/outputs/:output')
  @Roles(...actingRoles)
  attach(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('step', Name) step: string,
    @ZodParam('output', Name) output: string,
    @ZodBody(Output) { evidence }: z.infer<typeof Output>,
  ) {
    return this.flows.handle(releaseId, { type: 'AttachOutput', step, output, evidence });
  }

  @Post('criteria/:criterion/waivers')
  @Roles(...actingRoles)
  waiveCriterion(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('criterion', Name) criterion: string,
    @ZodBody(ReasonBody) { reason }: ReasonBody,
  ) {
    return this.waive(releaseId, criterion, reason);
  }

  @Post('gates/:gate/waivers')
  @Roles(...actingRoles)
  waiveGate(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('gate', Name) gate: string,
    @ZodBody(ReasonBody) { reason }: ReasonBody,
  ) {
    return this.waive(releaseId, gate, reason);
  }

  @Post('pause')
  @Roles('release-manager')
  pause(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.flows.handle(releaseId, { type: 'Pause', reason });
  }

  @Post('resume')
  @Roles('release-manager')
  resume(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.flows.handle(releaseId, { type: 'Resume', reason });
  }

  @Post('abort')
  @Roles('release-manager')
  abort(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.flows.handle(releaseId, { type: 'Abort', reason });
  }

  @Post('rollback')
  @Roles('release-manager')
  rollBack(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.flows.handle(releaseId, { type: 'RequestRollback', reason });
  }

  /** Ends a deployed release that still has open items, as [ps]. */
  @Post('conclusion')
  @Roles('release-manager')
  conclude(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
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
