import { Injectable } from '@nestjs/common';
import type { CheckResult, EvidenceReference, ReleaseSummary } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { millisecondsOf } from '@slipway/flow';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import type { Fact } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import { reportWithin } from '../domain/outside/deadlines.js';
import { ExecutorError, wordsOf, type DeploymentExecutor, type RolloutOrder } from '../domain/deployment-executor.js';
import type { Circumstances } from '../domain/rollout/pre-deployment-checks.js';
import { Approvals } from '../projections/approvals.projection.js';
import { Deployers } from '../projections/deployers.projection.js';
import { Freezes } from '../projections/freezes.projection.js';
import { Proofs } from '../projections/proofs.projection.js';
import { Executors } from './executors.js';
import { PlaceLock } from './place-lock.js';
import { ReleaseSurroundings } from './surroundings.js';
import { withinTime } from './time-limit.js';

/** What comes before a rollout: the dry run, and the checks with which it starts. */
@Injectable()
export class Preparation {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly executors: Executors,
    private readonly approvals: Approvals,
    private readonly deployers: Deployers,
    private readonly freezes: Freezes,
    private readonly proofs: Proofs,
    private readonly surroundings: ReleaseSurroundings,
    private readonly lock: PlaceLock,
  ) {}

  /** Tries the plan; when another one was recorded meanwhile, that one, since the conclusion counts for neither. */
  async dryRun(release: ReleaseSummary): Promise<Outcome> {
    const outcome = await this.tried(release);
    const outdated = isRejection(outcome) && outcome.rejected === 'DRY_RUN_OUTDATED';
    return outdated ? this.dryRun(release) : outcome;
  }

  /** @param fact the work order; absent when a person has it tried again */
  async start(release: ReleaseSummary, fact?: Fact): Promise<Outcome> {
    const { releaseId } = release;
    const { plan, status } = (await this.deployments.load(releaseId)).state;
    const begins = plan !== undefined && status === 'planned';
    // It takes its time, and nobody else has to wait for it.
    const executor = begins ? await this.looked('check', { releaseId, plan }) : [];
    const order = fact === undefined ? {} : { fact };
    return this.lock.alone(release.environment, async () => {
      const circumstances = { ...(await this.circumstances(release)), executor };
      return this.deployments.handle(releaseId, { type: 'Start', releaseId, release, circumstances, ...order });
    });
  }

  async rehearse(release: ReleaseSummary, evidence: EvidenceReference): Promise<Outcome> {
    const { releaseId } = release;
    const surroundings = await this.surroundingsOf(release);
    return this.deployments.handle(releaseId, { type: 'RecordRehearsal', releaseId, release, evidence, surroundings });
  }

  /** Whether what the way back lacked has been let go. */
  async reviewReadiness(release: ReleaseSummary): Promise<Outcome> {
    const { releaseId } = release;
    const surroundings = await this.surroundingsOf(release);
    return this.deployments.handle(releaseId, { type: 'ReviewReadiness', releaseId, release, surroundings });
  }

  private async tried(release: ReleaseSummary): Promise<Outcome> {
    const { releaseId } = release;
    const { plan } = (await this.deployments.load(releaseId)).state;
    const checks: readonly CheckResult[] =
      plan === undefined
        ? [{ name: 'a plan is recorded', passed: false, observed: 'there is none' }]
        : await this.looked('dryRun', { releaseId, plan });
    const surroundings = await this.surroundingsOf(release);
    const about = plan === undefined ? {} : { plan };
    return this.deployments.handle(releaseId, {
      type: 'ConcludeDryRun',
      releaseId,
      release,
      checks,
      surroundings,
      ...about,
    });
  }

  private async surroundingsOf(release: ReleaseSummary) {
    const { plan } = (await this.deployments.load(release.releaseId)).state;
    return this.surroundings.of(release, plan);
  }

  /** What the executor finds; one that does not answer in time is found wanting. */
  private async looked(
    how: keyof Pick<DeploymentExecutor, 'check' | 'dryRun'>,
    order: RolloutOrder,
  ): Promise<readonly CheckResult[]> {
    const { plan } = order;
    try {
      return await withinTime(this.executors.of(plan)[how](order), millisecondsOf(reportWithin(plan)), how);
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      return [{ name: `the ${plan.executor} executor answers`, passed: false, observed: wordsOf(error) }];
    }
  }

  private async circumstances(release: ReleaseSummary): Promise<Omit<Circumstances, 'executor'>> {
    const { releaseId, environment } = release;
    // First, since it waits until the projections show all that was recorded.
    const surroundings = await this.surroundingsOf(release);
    const [approval, deployer, freezes, overriddenFreezes, proof] = await Promise.all([
      this.approvals.of(releaseId),
      this.deployers.of(releaseId),
      this.freezes.of(environment),
      this.freezes.overriddenBy(releaseId),
      this.proofs.of(releaseId),
    ]);
    return { ...surroundings, approval, deployer, freezes, overriddenFreezes, proof };
  }
}
