import type { Window } from '@slipway/contracts';

/** A time in which an environment must not be changed. */
export interface Freeze {
  readonly freezeId: string;
  readonly environment: string;
  readonly window: Window;
  readonly reason: string;
}

/** A release whose window is planned. */
export interface PlannedRelease {
  readonly releaseId: string;
  readonly environment: string;
  readonly components: readonly string[];
  readonly window: Window;
}

/** What else is planned, when a plan is made. */
export interface Calendar {
  readonly freezes: readonly Freeze[];
  readonly releases: readonly PlannedRelease[];
}

export const overlap = (one: Window, other: Window): boolean => one.start < other.end && other.start < one.end;
