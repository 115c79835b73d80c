import { Injectable } from '@nestjs/common';
import type { HealthTarget } from '@slipway/contracts';
import { ask, InjectClock, Outbound, type Clock } from '@slipway/service-kit';
import { Samples, type NewSample } from '../adapters/samples/samples.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { expectedNow } from '../domain/assessment/expected-answer.js';
import { isCriticalHealth } from '../domain/assessment/known.js';
import { patienceOf } from '../domain/assessment/patience.js';

/** While a share of the traffic goes to the new version, one request alone would mostly see the old one. */
const requestsWhileRollingOut = 5;

type Probed = Pick<Circumstances, 'watch' | 'release' | 'rollout'>;

/** Probes every target of a release, and stores the answers. */
@Injectable()
export class ProbeRound {
  constructor(
    private readonly samples: Samples,
    @InjectClock() private readonly clock: Clock,
    private readonly outbound: Outbound,
  ) {}

  async probe(circumstances: Probed): Promise<void> {
    const { watch, release, rollout } = circumstances;
    if (watch === undefined) return;
    const limit = patienceOf(release.policy.durations.probeInterval);
    const requests = rollout.status === 'rolling-out' ? requestsWhileRollingOut : 1;
    const samples = watch.targets.flatMap((target) =>
      Array.from({ length: isCriticalHealth(target) ? requests : 1 }, () => this.sample(circumstances, target, limit)),
    );
    await this.samples.add(await Promise.all(samples));
  }

  private async sample({ release, rollout }: Probed, target: HealthTarget, limit: number): Promise<NewSample> {
    const at = new Date(this.clock.now());
    const {
      passed,
      observed,
      milliseconds,
      status = null,
    } = await ask(expectedNow(target, rollout), this.outbound, { patience: limit });
    return {
      releaseId: release.releaseId,
      target: target.name,
      at,
      measured: isCriticalHealth(target),
      passed,
      status,
      milliseconds,
      observed,
    };
  }
}
