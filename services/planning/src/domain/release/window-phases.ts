import type { ReleaseSummary, WindowReached } from '@slipway/contracts';
import { earlier } from '@slipway/flow';

export type WindowPhase = WindowReached['data']['phase'];

export const windowPhases: readonly WindowPhase[] = ['approaching', 'starting', 'open', 'closed'];

/** When each phase of the release's window comes: the leads are those of its policy. */
export function momentOf(phase: WindowPhase, { window, policy: { durations } }: ReleaseSummary): string {
  switch (phase) {
    case 'approaching':
      return earlier(window.start, durations.windowApproaching);
    case 'starting':
      return earlier(window.start, durations.windowStarting);
    case 'open':
      return window.start;
    case 'closed':
      return window.end;
  }
}
