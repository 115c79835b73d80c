import { Injectable } from '@nestjs/common';
import type { DeploymentPlan } from '@slipway/contracts';
import { ask, Outbound } from '@slipway/service-kit';
import { appliedOf } from '../adapters/applied-settings.js';
import { LocalExecutor } from '../adapters/local/local-executor.js';
import { ObservedExecutor } from '../adapters/observed/observed-executor.js';
import type { DeploymentExecutor } from '../domain/deployment-executor.js';

/** The executors by the name that a plan gives them. */
@Injectable()
export class Executors {
  private readonly observed: ObservedExecutor;

  constructor(
    private readonly local: LocalExecutor,
    outbound: Outbound,
  ) {
    this.observed = new ObservedExecutor({
      appliedOf,
      answers: async (url) => {
        const expect = { status: 200 };
        const { status } = await ask({ name: url, url, method: 'GET', headers: {}, expect }, outbound);
        return status !== undefined;
      },
    });
  }

  of({ executor }: DeploymentPlan): DeploymentExecutor {
    return { local: this.local, observed: this.observed }[executor];
  }
}
