import type { Window } from '@slipway/contracts';

/** A time in which an environment must not be changed. */
export interface Freeze {
  readonly freezeId: string;
  readonly environment: string;
  readonly window: Window;
  readonly reason: string;
}

/** What a release has for itself in a window. */
export interface PlannedRelease {
  readonly releaseId: string;
  readonly environment: string;
  readonly components: readonly string[];
  readonly window: Window;
}

export const overlap = (one: Window, other: Window): boolean => one.start < other.end && other.start < one.end;
