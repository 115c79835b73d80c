import { Injectable, Logger } from '@nestjs/common';
import type { CheckResult } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import {
  ask,
  InjectAggregate,
  InjectClock,
  onBehalfOf,
  ReleaseDirectory,
  type Aggregate,
  type Clock,
  type Origin,
  type Outcome,
} from '@slipway/service-kit';
import pLimit, { type LimitFunction } from 'p-limit';
import { ExecutorError, wordsOf, type RolloutOrder } from '../domain/deployment-executor.js';
import type { DeploymentCommand } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import { dueWork, type Work } from '../domain/due-work.js';
import { Executors } from './executors.js';
import { Preparation } from './preparation.js';

/** The header by which an executor's door lets a check reach the instances of one release. */
const releaseHeader = 'slipway-release';

/**
 * Does what is due for a deployment, and reports it to the decider. What is due follows from the state, executors are
 * idempotent, and each report is about the stream position that it was decided on: any of this may be repeated.
 */
@Injectable()
export class Rollout {
  private readonly log = new Logger(Rollout.name);
  /** One piece of work at a time for a release. */
  private readonly alone = new Map<string, LimitFunction>();

  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    @InjectClock() private readonly clock: Clock,
    private readonly executors: Executors,
    private readonly preparation: Preparation,
    private readonly releases: ReleaseDirectory,
  ) {}

  async advance(releaseId: string, origin: Origin): Promise<void> {
    const limit = this.alone.get(releaseId) ?? pLimit(1);
    this.alone.set(releaseId, limit);
    await limit(() => this.doWhatIsDue(releaseId, origin));
    if (limit.activeCount === 0 && limit.pendingCount === 0) this.alone.delete(releaseId);
  }

  private async doWhatIsDue(releaseId: string, origin: Origin): Promise<void> {
    const { state, streamPosition } = await this.deployments.load(releaseId);
    const work = dueWork(state, this.clock.now());
    if (work === undefined || state.plan === undefined) return;
    const order = { releaseId, plan: state.plan };
    this.log.log({ releaseId, work }, `doing what is due: ${work.kind}`);
    // The same work at the same stream position has the same id, so whoever comes second changes nothing.
    await onBehalfOf(origin, () => this.doAndReport(work, order), `${work.kind}:${releaseId}:${streamPosition}`);
  }

  private async doAndReport(work: Work, order: RolloutOrder): Promise<void> {
    const { releaseId } = order;
    const outcome = await this.outcomeOf(work, order);
    if (isRejection(outcome)) this.log.warn({ releaseId, work, outcome }, 'what was done is not what is due any more');
  }

  private async outcomeOf(work: Work, order: RolloutOrder): Promise<Outcome | undefined> {
    const { releaseId } = order;
    if (work.kind === 'dry-run') return this.preparation.dryRun(await this.releases.get(releaseId));
    if (work.kind === 'start') return this.preparation.start(await this.releases.get(releaseId));
    const report = await this.done(work, order);
    return report === undefined ? undefined : this.deployments.handle(releaseId, report);
  }

  /** What to report; nothing when an outside tool is to report it. */
  private done(
    work: Exclude<Work, { kind: 'dry-run' | 'start' }>,
    order: RolloutOrder,
  ): Promise<DeploymentCommand | undefined> {
    switch (work.kind) {
      case 'deploy':
        return this.deploy(work, order);
      case 'verify':
        return this.verify(work.phase, order);
      case 'finish':
        return this.finish(order);
      case 'roll-back':
        return this.rollBack(order);
    }
  }

  private async deploy(
    work: Extract<Work, { kind: 'deploy' }>,
    order: RolloutOrder,
  ): Promise<DeploymentCommand | undefined> {
    const { phase, weight, configure } = work;
    const { releaseId, plan } = order;
    try {
      const executor = this.executors.of(plan);
      const { instances, settings } = await executor.prepare(order);
      // Getting ready takes its time: a breach, or a person, may have stopped the rollout meanwhile.
      const { state } = await this.deployments.load(releaseId);
      if (dueWork(state, this.clock.now())?.kind !== 'deploy') return undefined;
      if ((await executor.shift(order, weight)) === 'done') {
        return { type: 'ReportDeployed', releaseId, phase, instances, settings };
      }
      return configure ? { type: 'ReportConfiguration', releaseId, settings } : undefined;
    } catch (error) {
      return { type: 'ReportPhaseFailure', releaseId, phase, reason: executorWords(error) };
    }
  }

  /** The smoke checks, each against the new instances wherever the executor can tell them apart. */
  private async verify(phase: number, { releaseId, plan }: RolloutOrder): Promise<DeploymentCommand> {
    const results: CheckResult[] = [];
    for (const check of plan.smokeChecks) {
      const headers = { ...check.headers, [releaseHeader]: releaseId };
      const { status: _status, ...result } = await ask({ ...check, headers });
      results.push(result);
    }
    return { type: 'ReportChecks', releaseId, phase, results };
  }

  private async finish(order: RolloutOrder): Promise<DeploymentCommand | undefined> {
    const progress = await this.executors.of(order.plan).finish(order);
    return progress === 'done' ? { type: 'ReportFinished', releaseId: order.releaseId } : undefined;
  }

  private async rollBack(order: RolloutOrder): Promise<DeploymentCommand | undefined> {
    const { releaseId, plan } = order;
    try {
      const progress = await this.executors.of(plan).rollBack(order);
      return progress === 'done' ? { type: 'ReportRolledBack', releaseId } : undefined;
    } catch (error) {
      return { type: 'ReportRollbackFailure', releaseId, reason: executorWords(error) };
    }
  }
}

/** What an executor finds wrong is an outcome; anything else is tried again by the timer. */
function executorWords(error: unknown): string {
  if (error instanceof ExecutorError) return wordsOf(error);
  throw error;
}
