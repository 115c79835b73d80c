import { Injectable, Logger } from '@nestjs/common';
import { isRejection } from '@slipway/decider';
import { millisecondsOf } from '@slipway/flow';
import {
  InjectAggregate,
  InjectClock,
  onBehalfOf,
  Outbound,
  ReleaseDirectory,
  type Aggregate,
  type Clock,
  type Origin,
  type Outcome,
} from '@slipway/service-kit';
import pLimit, { type LimitFunction } from 'p-limit';
import { reportWithin } from '../domain/deadlines.js';
import { ExecutorError, wordsOf, type RolloutOrder } from '../domain/deployment-executor.js';
import type { DeploymentCommand } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import { dueWork, type Work } from '../domain/due-work.js';
import { Places } from '../projections/places.projection.js';
import { Executors } from './executors.js';
import { Preparation } from './preparation.js';
import { checksOfNew, checksOfRestored } from './smoke-checks.js';
import { withinTime } from './time-limit.js';

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
    private readonly places: Places,
    private readonly outbound: Outbound,
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
  private async done(
    work: Exclude<Work, { kind: 'dry-run' | 'start' }>,
    order: RolloutOrder,
  ): Promise<DeploymentCommand | undefined> {
    const { releaseId } = order;
    switch (work.kind) {
      case 'deploy':
        return this.deploy(work, order);
      case 'verify':
        return { type: 'ReportChecks', releaseId, phase: work.phase, results: await checksOfNew(order, this.outbound) };
      case 'finish':
        return this.finish(work.phase, order);
      case 'roll-back':
        return this.rollBack(order);
      case 'verify-rollback':
        return this.restored(order);
      case 'give-up':
        return { type: 'GiveUpWaiting', releaseId };
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
      const { instances, settings } = await this.inTime(order, 'prepare', executor.prepare(order));
      // Getting ready takes its time: a breach, or a person, may have stopped the rollout meanwhile.
      const { state } = await this.deployments.load(releaseId);
      if (dueWork(state, this.clock.now())?.kind !== 'deploy') return undefined;
      if ((await this.inTime(order, 'shift', executor.shift(order, weight))) === 'done') {
        return { type: 'ReportDeployed', releaseId, phase, instances, settings };
      }
      return configure ? { type: 'ReportConfiguration', releaseId, settings } : undefined;
    } catch (error) {
      return { type: 'ReportPhaseFailure', releaseId, phase, reason: executorWords(error) };
    }
  }

  private async finish(phase: number, order: RolloutOrder): Promise<DeploymentCommand | undefined> {
    const { releaseId, plan } = order;
    try {
      const progress = await this.inTime(order, 'finish', this.executors.of(plan).finish(order));
      return progress === 'done' ? { type: 'ReportFinished', releaseId } : undefined;
    } catch (error) {
      return { type: 'ReportPhaseFailure', releaseId, phase, reason: executorWords(error) };
    }
  }

  private async rollBack(order: RolloutOrder): Promise<DeploymentCommand | undefined> {
    const { releaseId, plan } = order;
    try {
      const progress = await this.inTime(order, 'roll back', this.executors.of(plan).rollBack(order));
      return progress === 'done' ? await this.restored(order) : undefined;
    } catch (error) {
      return { type: 'ReportRollbackFailure', releaseId, reason: executorWords(error) };
    }
  }

  /** It has gone back: what serves again is checked before anybody says so. */
  private async restored(order: RolloutOrder): Promise<DeploymentCommand> {
    const { releaseId, plan } = order;
    const { product } = (await this.releases.find(releaseId)) ?? { product: undefined };
    const { environment, previousArtifacts } = plan;
    return {
      type: 'ReportRolledBack',
      releaseId,
      results: await checksOfRestored(order, this.outbound),
      restoredRelease:
        product === undefined ? undefined : await this.places.bringerOf(previousArtifacts, { environment, product }),
    };
  }

  private inTime<Result>({ plan }: RolloutOrder, what: string, work: Promise<Result>): Promise<Result> {
    return withinTime(work, millisecondsOf(reportWithin(plan)), what);
  }
}

/** What an executor finds wrong is an outcome; anything else is tried again by the timer. */
function executorWords(error: unknown): string {
  if (error instanceof ExecutorError) return wordsOf(error);
  throw error;
}
