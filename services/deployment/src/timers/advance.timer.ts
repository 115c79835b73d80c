import { ReleaseId } from '@slipway/contracts';
import { OnTimer, Origin } from '@slipway/service-kit';
import { z } from 'zod';
import { Rollout } from '../work/rollout.js';

export const advanceTimer = 'advance-deployment';
export const AdvanceOrder = z.strictObject({ releaseId: ReleaseId, origin: Origin });

/** Something may be due for a deployment: a phase, the end of a bake, a rollback. */
@OnTimer(advanceTimer, { slow: true })
export class AdvanceTimer {
  constructor(private readonly rollout: Rollout) {}

  handle(payload: unknown): Promise<void> {
    const { releaseId, origin } = AdvanceOrder.parse(payload);
    return this.rollout.advance(releaseId, origin);
  }
}
