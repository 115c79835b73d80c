import { OnTimer, type PayloadOf } from '@slipway/service-kit';
import { KnownReleases } from '../application/known-releases.js';
import { Slots, superfluous } from '../application/slots.js';
import { SlotReservation } from './slot-reservation.js';

/** Frees slots that were reserved for a plan that was not recorded: it was refused, or the process died. */
@OnTimer(SlotReservation)
export class SlotReservationTimer {
  constructor(
    private readonly slots: Slots,
    private readonly known: KnownReleases,
  ) {}

  async handle({ releaseId, window }: PayloadOf<typeof SlotReservation>): Promise<void> {
    const { summary } = await this.known.get(releaseId);
    // The slots first: a slot that is reserved again while the plan is read is another reservation, and stays.
    const kept = await this.slots.keptBy(summary);
    const { plan } = await this.known.get(releaseId);
    const ended = (await this.known.progress(releaseId)) === 'ended';
    const stale = superfluous(kept, [window], ended ? undefined : plan?.window);
    await this.slots.free(summary, stale, 'the release has no plan for this window');
  }
}
