import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReleaseSummary, Window } from '@slipway/contracts';
import { isRejection, sameContent } from '@slipway/decider';
import { currentCause, withCause } from '@slipway/messaging';
import { impossible, InjectAggregate, InjectClock, InjectTimers, settle, withPrecondition } from '@slipway/service-kit';
import type { Aggregate, Clock, Timers } from '@slipway/service-kit';
import type { PlannedRelease } from '../domain/release/calendar.js';
import { slot, type SlotCommand } from '../domain/slot/slot.decider.js';
import { isReservedFor, reservationsOf, type Reservation } from '../domain/slot/slot.state.js';
import { slotId } from './slot-id.js';
import { SlotReservation } from '../timers/slot-reservation.js';

type Places = Pick<ReleaseSummary, 'releaseId' | 'environment' | 'components'>;

/** A reservation of a release, and the component that it keeps. */
export interface KeptSlot extends Reservation {
  readonly component: string;
}

export type SlotsAnswer =
  | { readonly status: 'reserved'; readonly kept: readonly KeptSlot[] }
  | { readonly status: 'occupied'; readonly kept: readonly KeptSlot[]; readonly occupied: readonly PlannedRelease[] };

/** Longer than recording a plan takes; then the timer checks whether the slots belong to a plan. */
const patienceMilliseconds = 60_000;

/** The slots of a release: one for each of its components, in its environment. What no two releases have at once is decided here. */
@Injectable()
export class Slots {
  constructor(
    @InjectAggregate(slot) private readonly slots: Aggregate<typeof slot>,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  /**
   * Reserves every component for the window, in order, until one is occupied. The timer is set first: after a crash, no
   * slot stays reserved for a plan that was never recorded.
   * @returns the slots that the release has reserved then, in any window
   */
  async reserve(places: Places, window: Window): Promise<SlotsAnswer> {
    await this.setTimer(places.releaseId, window);
    for (const component of inOrder(places)) {
      const outcome = await this.handle({ type: 'Reserve', ...this.at(places, component), window });
      if (!isRejection(outcome)) continue;
      const occupied = outcome.details['occupied'] as PlannedRelease[];
      return { status: 'occupied', occupied, kept: await this.keptBy(places) };
    }
    return { status: 'reserved', kept: await this.keptBy(places) };
  }

  /** What the release has, in whatever window. */
  async keptBy(places: Places): Promise<KeptSlot[]> {
    const kept = await Promise.all(
      inOrder(places).map(async (component) => {
        const { state } = await this.slots.load(slotId(this.at(places, component)));
        return reservationsOf(state, places.releaseId).map((each) => ({ ...each, component }));
      }),
    );
    return kept.flat();
  }

  /** Frees these, unless they were reserved again since they were seen. */
  async free(places: Places, kept: readonly KeptSlot[], reason: string): Promise<void> {
    for (const { component, revision } of kept)
      await settle(this.handle({ type: 'Free', ...this.at(places, component), which: revision, reason }), impossible);
  }

  async freeAll(places: Places, reason: string): Promise<void> {
    for (const component of inOrder(places))
      await settle(this.handle({ type: 'Free', ...this.at(places, component), which: 'all', reason }), impossible);
  }

  /** The components that are not kept for the release in this window. */
  async notKept(places: Places, window: Window): Promise<string[]> {
    const components = await Promise.all(
      inOrder(places).map(async (component) => {
        const { state } = await this.slots.load(slotId(this.at(places, component)));
        return isReservedFor(state, places.releaseId, window) ? [] : [component];
      }),
    );
    return components.flat();
  }

  private at({ releaseId, environment }: Places, component: string) {
    return { releaseId, environment, component };
  }

  /**
   * Each is a cause of its own, since repeating a request asks for the slots again whatever they answered before; and the
   * position that its sender names in If-Match is that of the release.
   */
  private handle(command: SlotCommand) {
    const cause = currentCause();
    const own = { ...cause, id: JSON.stringify([cause.id, 'slot', randomUUID()]) };
    return withPrecondition({ seen: undefined }, () =>
      withCause(own, () => this.slots.handle(slotId(command), command, { trail: 'platform' })),
    );
  }

  private setTimer(releaseId: string, window: Window): Promise<void> {
    const at = new Date(Date.parse(this.clock.now()) + patienceMilliseconds).toISOString();
    const key = [releaseId, window.start, window.end];
    return this.timers.set(SlotReservation, { key, at, payload: { releaseId, window } });
  }
}

/** A plan takes its slots in one order, so that two plans do not wait for each other. */
const inOrder = ({ components }: Places): string[] => [...new Set(components)].sort();

/** Of the reservations of a release, those of one of these windows that is not the planned one. */
export const superfluous = (
  kept: readonly KeptSlot[],
  windows: readonly (Window | undefined)[],
  planned: Window | undefined,
): KeptSlot[] =>
  kept.filter(({ window }) => !sameContent(window, planned) && windows.some((each) => sameContent(each, window)));
