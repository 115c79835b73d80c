import { Injectable } from '@nestjs/common';
import type { CheckResult, ReleaseSummary } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import type { Fact } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import type { Circumstances } from '../domain/pre-deployment-checks.js';
import { Approvals } from '../projections/approvals.projection.js';
import { Deployers } from '../projections/deployers.projection.js';
import { Freezes } from '../projections/freezes.projection.js';
import { Executors } from './executors.js';

/** What comes before a rollout: the dry run, and the checks with which it starts. */
@Injectable()
export class Preparation {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly executors: Executors,
    private readonly approvals: Approvals,
    private readonly deployers: Deployers,
    private readonly freezes: Freezes,
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
    const circumstances = await this.circumstances(release);
    const order = fact === undefined ? {} : { fact };
    return this.deployments.handle(releaseId, { type: 'Start', releaseId, release, circumstances, ...order });
  }

  private async tried(release: ReleaseSummary): Promise<Outcome> {
    const { releaseId } = release;
    const { plan } = (await this.deployments.load(releaseId)).state;
    const checks: readonly CheckResult[] =
      plan === undefined
        ? [{ name: 'a plan is recorded', passed: false, observed: 'there is none' }]
        : await this.executors.of(plan).dryRun({ releaseId, plan });
    const about = plan === undefined ? {} : { plan };
    return this.deployments.handle(releaseId, { type: 'ConcludeDryRun', releaseId, release, checks, ...about });
  }

  private async circumstances({ releaseId, environment }: ReleaseSummary): Promise<Circumstances> {
    const { plan, status } = (await this.deployments.load(releaseId)).state;
    const [approval, deployer, freezes, overriddenFreeze] = await Promise.all([
      this.approvals.of(releaseId),
      this.deployers.of(releaseId),
      this.freezes.of(environment),
      this.freezes.overriddenBy(releaseId),
    ]);
    const begins = plan !== undefined && status === 'planned';
    return {
      freezes,
      executor: begins ? await this.executors.of(plan).check({ releaseId, plan }) : [],
      ...(approval === undefined ? {} : { approval }),
      ...(deployer === undefined ? {} : { deployer }),
      ...(overriddenFreeze === undefined ? {} : { overriddenFreeze }),
    };
  }
}
