import type { Window } from '@slipway/contracts';

/** What is reserved. */
export interface Place {
  readonly environment: string;
  readonly component: string;
}

export interface Reserve extends Place {
  readonly type: 'Reserve';
  readonly releaseId: string;
  readonly window: Window;
}

export interface Free extends Place {
  readonly type: 'Free';
  readonly releaseId: string;
  /** Everything that the release has, or the one reservation that the sender saw: one made again since stays. */
  readonly which: 'all' | number;
  readonly reason: string;
}

export type SlotCommand = Reserve | Free;
