import { ReleaseId } from '@slipway/contracts';
import { defineTimer, OnTimer, Origin, type PayloadOf } from '@slipway/service-kit';
import { z } from 'zod';
import { Rollout } from '../application/rollout.js';

export const Advance = defineTimer('advance-deployment', z.strictObject({ releaseId: ReleaseId, origin: Origin }));

/** Something may be due for a deployment: a phase, the end of a bake, a rollback. */
@OnTimer(Advance, { slow: true })
export class AdvanceTimer {
  constructor(private readonly rollout: Rollout) {}

  handle({ releaseId, origin }: PayloadOf<typeof Advance>): Promise<void> {
    return this.rollout.advance(releaseId, origin);
  }
}
