import { Instant, ReleaseId, Window, WindowReached } from '@slipway/contracts';
import { defineTimer, impossible, OnTimer, settle, type PayloadOf } from '@slipway/service-kit';
import { z } from 'zod';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';
import { Slots } from '../application/slots.js';

export const WindowPhase = defineTimer(
  'window-phase',
  z.strictObject({ releaseId: ReleaseId, phase: WindowReached.data.shape.phase, at: Instant, window: Window }),
);

@OnTimer(WindowPhase)
export class WindowPhaseTimer {
  constructor(
    private readonly decisions: Decisions,
    private readonly known: KnownReleases,
    private readonly slots: Slots,
  ) {}

  async handle({ releaseId, ...reached }: PayloadOf<typeof WindowPhase>) {
    if (reached.phase === 'open') await this.demandComponents(releaseId);
    await settle(this.decisions.release(releaseId, { type: 'ReachWindow', ...reached }), impossible);
  }

  /** A window opens for a release that still has its components; until then the job is tried again. */
  private async demandComponents(releaseId: string): Promise<void> {
    const { summary } = await this.known.get(releaseId);
    const lost = await this.slots.notKept(summary, summary.window);
    if (lost.length === 0) return;
    throw new Error(`${releaseId} does not have ${lost.join(', ')} in its window: plan it again`);
  }
}
