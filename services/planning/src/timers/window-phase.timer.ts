import { Instant, ReleaseId, Window, WindowReached } from '@slipway/contracts';
import { OnTimer } from '@slipway/service-kit';
import { z } from 'zod';
import { Decisions } from '../work/decisions.js';
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
  constructor(private readonly decisions: Decisions) {}

  async handle(payload: unknown) {
    const { releaseId, ...reached } = WindowTimer.parse(payload);
    return expectAccepted(await this.decisions.release(releaseId, { type: 'ReachWindow', ...reached }));
  }
}
