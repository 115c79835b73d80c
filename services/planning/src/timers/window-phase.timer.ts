import { Instant, ReleaseId, Window, WindowReached } from '@slipway/contracts';
import { InjectAggregate, OnTimer, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { release } from '../domain/release/release.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';

const WindowTimer = z.strictObject({
  releaseId: ReleaseId,
  phase: WindowReached.data.shape.phase,
  at: Instant,
  window: Window,
});
export type WindowTimer = z.infer<typeof WindowTimer>;

@OnTimer('window-phase')
export class WindowPhaseTimer {
  constructor(@InjectAggregate(release) private readonly releases: Aggregate<typeof release>) {}

  async handle(payload: unknown) {
    const { releaseId, ...reached } = WindowTimer.parse(payload);
    return expectAccepted(await this.releases.handle(releaseId, { type: 'ReachWindow', ...reached }));
  }
}
