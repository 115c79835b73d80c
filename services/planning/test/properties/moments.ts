import type { ReleaseSummary } from '@slipway/contracts';
import { momentOf, windowPhases, type WindowPhase } from '../../src/domain/release/window-phases.js';

type Moment = readonly [phase: WindowPhase, at: string];

const known = new WeakMap<ReleaseSummary, readonly Moment[]>();

/** When each phase of the window comes. Kept for each summary, because the timers look at it after every move. */
export function momentsOf(summary: ReleaseSummary): readonly Moment[] {
  const moments = known.get(summary) ?? windowPhases.map((phase): Moment => [phase, momentOf(phase, summary)]);
  known.set(summary, moments);
  return moments;
}
