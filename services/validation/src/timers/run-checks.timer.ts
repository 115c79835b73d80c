import { Inject, Injectable } from '@nestjs/common';
import { CheckKind, ReleaseId } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import {
  afterTheEnd,
  defineTimer,
  InjectAggregate,
  InjectTimers,
  onBehalfOf,
  OnTimer,
  Origin,
  originOfCause,
  settle,
  type Aggregate,
  type PayloadOf,
  type Timers,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { CheckRunner } from '../domain/checks/check-runner.js';
import { checks } from '../domain/checks/checks.decider.js';
import type { CheckPlan } from '../domain/checks/checks.state.js';
import { judgePerformance, measured } from '../domain/checks/judge-performance.policy.js';
import { Standings } from '../application/standings.js';
import { atOnce } from './at-once.js';

export const CHECK_RUNNER = Symbol('check runner');

const Run = defineTimer('run-checks', z.strictObject({ releaseId: ReleaseId, kind: CheckKind, origin: Origin }));

/** Has checks run against the released system, each kind by a job of its own that survives a crash. */
@Injectable()
export class CheckRuns {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async order(releaseId: string, kinds: readonly CheckKind[]): Promise<void> {
    const origin = originOfCause();
    for (const kind of kinds) {
      const key = [releaseId, kind, currentCause().id];
      await this.timers.set(Run, { key, at: atOnce, payload: { releaseId, kind, origin } });
    }
  }
}

@OnTimer(Run, { slow: true })
export class RunChecks {
  constructor(
    @InjectAggregate(checks) private readonly runs: Aggregate<typeof checks>,
    @Inject(CHECK_RUNNER) private readonly runner: CheckRunner,
    private readonly standings: Standings,
  ) {}

  async handle({ releaseId, kind, origin }: PayloadOf<typeof Run>): Promise<void> {
    await onBehalfOf(origin, async () => {
      const { plan } = (await this.runs.load(releaseId)).state;
      // Ordered without a plan: the one who records it orders again.
      if (plan === undefined) return;
      const found = await this.run(kind, plan);
      const { standing } = await this.standings.of(releaseId);
      const command = { type: 'RecordRun', releaseId, standing, kind, plan, ...found } as const;
      await settle(this.runs.handle(releaseId, command), afterTheEnd);
    });
  }

  private async run(kind: CheckKind, { checks: planned, performance }: CheckPlan) {
    if (kind !== 'performance') return { results: await this.runner.run(planned[kind]) };
    const measurements = measured(await this.runner.sample(planned.performance, performance.requests));
    return { results: judgePerformance(measurements, performance), measurements };
  }
}
