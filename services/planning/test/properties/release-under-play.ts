import {
  ArtifactsChanged,
  AuthorNamed,
  digestsOf,
  DurationOverridden,
  ExceptionGranted,
  PlanFinalised,
  ReleaseProposed,
  type Actor,
  type DomainEvent,
  type ReleaseSummary,
} from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { baseFlow } from '@slipway/flow';
import type { ApprovalCommand } from '../../src/domain/approval/approval.commands.js';
import { approval } from '../../src/domain/approval/approval.decider.js';
import type { ApprovalState } from '../../src/domain/approval/approval.state.js';
import type { Fact, FlowCommand } from '../../src/domain/flow/flow.commands.js';
import { flow } from '../../src/domain/flow/flow.decider.js';
import { bookkeeping } from '../../src/domain/flow/flow.events.js';
import { type FlowRun, type FlowState, hasEnded, isRun } from '../../src/domain/flow/flow.state.js';
import { currentFacts } from '../../src/domain/flow/aspects.policy.js';
import { circumstancesOf } from '../../src/domain/release/circumstances.js';
import type { ReleaseCommand } from '../../src/domain/release/release.commands.js';
import { release } from '../../src/domain/release/release.decider.js';
import { isProposed, type ProposedRelease, type ReleaseState } from '../../src/domain/release/release.state.js';
import { service } from './people.js';

const planning = service('planning');
const template = { id: baseFlow.id, version: baseFlow.version, digest: `sha256:${'e'.repeat(64)}` };

/**
 * One release in memory: planning's deciders, and what its reactions do between them, without a store or a broker. What
 * planning's own aggregates record waits in a queue, as on its topic, until it is delivered.
 */
export class ReleaseUnderPlay {
  private releaseState: ReleaseState = release.initialState;
  private approvalState: ApprovalState = approval.initialState;
  private flowState: FlowState = flow.initialState;
  private readonly queue: Fact[] = [];
  private events = 0;
  /** Everything that the flow has been shown until its end, in this order: what reaches it later is no reason for the end. */
  readonly shown: Fact[] = [];

  constructor(
    summary: ReleaseSummary,
    private readonly clock: { readonly now: string },
  ) {
    const fact = { eventId: this.nextId(), type: 'dev.slipway.intake.review-completed.v1' };
    this.act(planning, {
      ...{ type: 'ProposeRelease', release: summary, template, templatePublishedBy: undefined },
      ...{ reviewedBy: ['ken'], fact },
    });
    this.deliverAll();
    this.hear({ type: fact.type, data: { releaseId: summary.releaseId } });
  }

  get proposed(): ProposedRelease {
    if (!isProposed(this.releaseState)) throw new Error('the release was not proposed');
    return this.releaseState;
  }

  get run(): FlowRun {
    if (!isRun(this.flowState)) throw new Error('the flow has not started');
    return this.flowState;
  }

  get approval(): ApprovalState {
    return this.approvalState;
  }

  /** A command to the release itself. */
  act(actor: Actor, command: ReleaseCommand): boolean {
    const outcome = release.decide(command, this.releaseState, { ...this.context(actor), ...this.circumstances() });
    if (isRejection(outcome)) return false;
    this.releaseState = outcome.reduce((state, event) => release.evolve(state, event), this.releaseState);
    this.queueUp(outcome, actor);
    return true;
  }

  approve(actor: Actor, command: ApprovalCommand): boolean {
    const { summary } = this.proposed;
    const context = { ...this.context(actor), ...this.circumstances(), summary };
    const outcome = approval.decide(command, this.approvalState, context);
    if (isRejection(outcome)) return false;
    this.approvalState = outcome.reduce((state, event) => approval.evolve(state, event), this.approvalState);
    this.queueUp(outcome, actor);
    return true;
  }

  /** A command to the flow. */
  steer(actor: Actor, command: FlowCommand): boolean {
    const outcome = flow.decide(command, this.flowState, this.context(actor));
    if (isRejection(outcome)) return false;
    this.flowState = outcome.reduce((state, event) => flow.evolve(state, event), this.flowState);
    this.queueUp(outcome, actor);
    return true;
  }

  /** A fact of another service reaches the flow. */
  hear({ type, data }: DomainEvent, actor: Actor = service('elsewhere')): void {
    this.show({ type, data, eventId: this.nextId(), actor });
  }

  /** The next of planning's own facts reaches planning's reactions; false when there is none. */
  deliver(): boolean {
    const fact = this.queue.shift();
    if (fact === undefined) return false;
    this.react(fact);
    if (!bookkeeping.has(fact.type)) this.show(fact);
    return true;
  }

  deliverAll(): void {
    while (this.deliver());
  }

  private show(fact: Fact): void {
    if (!isRun(this.flowState) || !hasEnded(this.flowState)) this.shown.push(fact);
    this.steer(planning, { type: 'RecordFacts', facts: [fact], later: [] });
  }

  /** What planning's reactions do, by the same commands. */
  private react(fact: Fact): void {
    if (ReleaseProposed.is(fact)) return this.begin(fact.data);
    if (ArtifactsChanged.is(fact)) {
      const { releaseId, artifacts } = fact.data;
      this.approve(planning, { type: 'ReplaceArtifacts', releaseId, digests: digestsOf(artifacts) });
    }
    if (ExceptionGranted.is(fact)) {
      const { eventId, type } = fact;
      this.act(planning, { type: 'CarryOutException', exception: fact.data, fact: { eventId, type } });
    }
    if (AuthorNamed.is(fact)) this.requestApproval();
    if ([ArtifactsChanged, AuthorNamed, DurationOverridden, PlanFinalised].some((change) => change.is(fact)))
      this.revise();
  }

  private begin(data: ReleaseProposed['data']): void {
    const { template: _, reviewedBy: __, templatePublishedBy: ___, ...summary } = data;
    this.requestApproval();
    this.steer(planning, { type: 'StartFlow', release: summary, template, flow: baseFlow });
  }

  private requestApproval(): void {
    const { releaseId, author, artifacts, policy } = this.proposed.summary;
    const asked = { releaseId, author, quorum: policy.approvalQuorum, digests: digestsOf(artifacts) };
    this.approve(planning, { type: 'RequestApproval', ...asked });
  }

  private revise(): void {
    const { summary } = this.proposed;
    if (!this.steer(planning, { type: 'ReviseRelease', release: summary })) return;
    this.steer(planning, { type: 'RecordFacts', facts: currentFacts(this.shown, summary), later: [] });
  }

  private queueUp(events: readonly DomainEvent[], actor: Actor): void {
    for (const { type, data } of events) this.queue.push({ type, data, eventId: this.nextId(), actor });
  }

  private circumstances() {
    return circumstancesOf({ release: this.releaseState, flow: this.flowState, approval: this.approvalState });
  }

  private context(actor: Actor) {
    return { now: this.clock.now, actor };
  }

  private nextId(): string {
    this.events += 1;
    return `0198f3a2-7c1e-7d60-8a52-${String(this.events).padStart(12, '0')}`;
  }
}
