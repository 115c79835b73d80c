import { SlotReserved, type SlotFreed, type Window } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';

export type SlotEvent = SlotReserved | SlotFreed;

export interface Reservation {
  readonly releaseId: string;
  readonly window: Window;
  /** Its number in the slot: a reservation that was made again since has another. */
  readonly revision: number;
}

/** One component of one environment: who has it when. */
export interface SlotState {
  /** How many reservations there have been. */
  readonly revisions: number;
  readonly reservations: readonly Reservation[];
}

export const initialState: SlotState = { revisions: 0, reservations: [] };

export function evolve({ revisions, reservations }: SlotState, event: SlotEvent): SlotState {
  const { releaseId, window } = event.data;
  const others = reservations.filter(
    (each) => each.releaseId !== releaseId || (window !== undefined && !sameContent(each.window, window)),
  );
  if (event.type !== SlotReserved.type) return { revisions, reservations: others };
  const revision = revisions + 1;
  return { revisions: revision, reservations: [...others, { releaseId, window: event.data.window, revision }] };
}

export const reservationsOf = ({ reservations }: SlotState, releaseId: string): Reservation[] =>
  reservations.filter((each) => each.releaseId === releaseId);

export const isReservedFor = (state: SlotState, releaseId: string, window: Window): boolean =>
  reservationsOf(state, releaseId).some((each) => sameContent(each.window, window));
