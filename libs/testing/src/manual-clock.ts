import { TestingError } from './testing-error.js';

export interface ManualClock {
  /** ISO 8601 in UTC, with milliseconds. */
  now(): string;
  /** By milliseconds, or by an ISO 8601 duration of days or less: `PT4H`, `P7D`. */
  advance(by: number | string): void;
}

/** A clock that stands still until it is told to go on. */
export function manualClock(start = '2026-01-05T09:00:00.000Z'): ManualClock {
  let moment = Date.parse(start);
  if (Number.isNaN(moment))
    throw new TestingError('NOT_A_TIME', { start, fix: 'give ISO 8601: 2026-01-05T09:00:00.000Z' });
  return {
    now: () => new Date(moment).toISOString(),
    advance: (by) => {
      moment += typeof by === 'number' ? by : milliseconds(by);
    },
  };
}

const units = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];
const pattern = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function milliseconds(duration: string): number {
  const parts = pattern.exec(duration)?.slice(1);
  if (parts === undefined)
    throw new TestingError('NOT_A_TIME', { duration, fix: 'give ISO 8601 without months or years: PT4H' });
  return units.reduce((sum, unit, index) => sum + unit * Number(parts[index] ?? 0), 0);
}
