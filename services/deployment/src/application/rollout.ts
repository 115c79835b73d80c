import { Injectable, Logger } from '@nestjs/common';
import { millisecondsOf } from '@slipway/flow';
import {
  harmless,
  InjectAggregate,
  InjectClock,
  onBehalfOf,
  Outbound,
  ReleaseDirectory,
  settle,
  type Aggregate,
  type Clock,
  type Origin,
} from '@slipway/service-kit';
import pLimit, { type LimitFunction } from 'p-limit';
import { reportWithin } from '../domain/outside/deadlines.js';
import { ExecutorError, wordsOf, type RolloutOrder } from '../domain/deployment-executor.js';
import type { DeploymentCommand } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import { dueWork, type Work } from '../domain/due-work.js';
import { Places } from '../projections/places.projection.js';
import { Executors } from './executors.js';
import { Preparation } from './preparation.js';
import { checksOfNew, checksOfRestored } from './smoke-checks.js';
import { withinTime } from './time-limit.js';

/** What is due follows from the state: the next piece of work is decided on the state that refused this one. */
const notDueAnyMore = harmless('what was done is not what is due any more', 'any');

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
    if (work.kind === 'dry-run' || work.kind === 'start') {
      const release = await this.releases.get(releaseId);
      const prepared = work.kind === 'dry-run' ? this.preparation.dryRun(release) : this.preparation.start(release);
      await settle(prepared, notDueAnyMore);
      return;
    }
    const report = await this.done(work, order);
    if (report !== undefined) await settle(this.deployments.handle(releaseId, report), notDueAnyMore);
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
        return this.finish(work, order);
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

  private async finish(
    { phase, configure }: Extract<Work, { kind: 'finish' }>,
    order: RolloutOrder,
  ): Promise<DeploymentCommand | undefined> {
    const { releaseId, plan } = order;
    try {
      const executor = this.executors.of(plan);
      if ((await this.inTime(order, 'finish', executor.finish(order))) !== 'done') return undefined;
      if (!configure) return { type: 'ReportFinished', releaseId };
      const { settings } = await this.inTime(order, 'prepare', executor.prepare(order));
      return { type: 'ReportFinished', releaseId, settings };
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
