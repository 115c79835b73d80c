import type { Window } from '@slipway/contracts';
import { earlier, later } from '@slipway/flow';

export interface RangeProblem {
  readonly field: string;
  readonly value: string;
  readonly fix: string;
}

const [first, last] = ['2000-01-01T00:00:00.000Z', '2200-01-01T00:00:00.000Z'];
const longestWindow = 'P366D';
const furthestBack = 'P1Y';

/** Timers and schedules depend on windows: a window is refused if they could not be set for it. */
export function windowProblem({ start, end }: Window, now: string): RangeProblem | undefined {
  if (start < first) return { field: 'window.start', value: start, fix: `choose a start from ${first}` };
  if (end > last) return { field: 'window.end', value: end, fix: `choose an end until ${last}` };
  if (end > later(start, longestWindow))
    return { field: 'window.end', value: end, fix: `choose an end within ${longestWindow} of the start` };
  const earliest = earlier(now, furthestBack);
  if (start < earliest) return { field: 'window.start', value: start, fix: `choose a start from ${earliest}` };
  return undefined;
}
