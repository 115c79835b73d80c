import { Injectable } from '@nestjs/common';
import { InjectAggregate, releaseUnknown, type Aggregate, type Outcome } from '@slipway/service-kit';
import type { ApprovalCommand } from '../domain/approval/approval.commands.js';
import { approval } from '../domain/approval/approval.decider.js';
import type { ClosureCommand } from '../domain/closure/closure.commands.js';
import { closure } from '../domain/closure/closure.decider.js';
import type { CommunicationCommand } from '../domain/communication/communication.commands.js';
import { communication } from '../domain/communication/communication.decider.js';
import { flow } from '../domain/flow/flow.decider.js';
import { circumstancesOf } from '../domain/release/circumstances.js';
import type { ReleaseCommand } from '../domain/release/release.commands.js';
import { release } from '../domain/release/release.decider.js';
import { isProposed } from '../domain/release/release.state.js';

/** Hands each aggregate of a release its command, with all that its rules judge by: no caller can leave it out. */
@Injectable()
export class Decisions {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>,
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
  ) {}

  async release(releaseId: string, command: ReleaseCommand): Promise<Outcome> {
    return this.releases.handle(releaseId, command, { context: await this.circumstances(releaseId) });
  }

  async approval(command: ApprovalCommand): Promise<Outcome> {
    const { releaseId } = command;
    return this.approvals.handle(releaseId, command, { context: await this.withSummary(releaseId) });
  }

  async communication(command: CommunicationCommand): Promise<Outcome> {
    const { releaseId } = command;
    return this.communications.handle(releaseId, command, { context: await this.circumstances(releaseId) });
  }

  async closure(command: ClosureCommand): Promise<Outcome> {
    const { releaseId } = command;
    return this.closures.handle(releaseId, command, { context: await this.withSummary(releaseId) });
  }

  /** Read from the streams of the release, so it is current. */
  async circumstances(releaseId: string) {
    const [proposed, run, approved] = await Promise.all([
      this.releases.load(releaseId),
      this.flows.load(releaseId),
      this.approvals.load(releaseId),
    ]);
    return circumstancesOf({ release: proposed.state, flow: run.state, approval: approved.state });
  }

  private async withSummary(releaseId: string) {
    const [{ state }, circumstances] = await Promise.all([
      this.releases.load(releaseId),
      this.circumstances(releaseId),
    ]);
    if (isProposed(state)) return { ...circumstances, summary: state.summary };
    throw releaseUnknown(releaseId);
  }
}
