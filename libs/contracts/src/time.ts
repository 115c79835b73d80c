const form = /^P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?)$/;

interface DurationParts {
  readonly months: number;
  readonly milliseconds: number;
}

/**
 * The instant that lies a duration after another, in UTC: months and years by the calendar (the last day of the month
 * where the day is missing), everything else exactly.
 * @throws RangeError when the duration is not ISO 8601 or the instant is none
 */
export function later(instant: string, duration: string): string {
  return moved(instant, duration, 1);
}

/** The instant that lies a duration before another; see `later`. */
export function earlier(instant: string, duration: string): string {
  return moved(instant, duration, -1);
}

/**
 * The length of a duration of weeks, days or less, in milliseconds.
 * @throws RangeError when it is not ISO 8601, or has months or years, whose length depends on when they begin
 */
export function millisecondsOf(duration: string): number {
  const { months, milliseconds } = partsOf(duration);
  if (months > 0) throw new RangeError(`'${duration}' has no fixed length: give it in days or less`);
  return milliseconds;
}

function moved(instant: string, duration: string, sign: 1 | -1): string {
  const { months, milliseconds } = partsOf(duration);
  return new Date(movedByMonths(new Date(instant), sign * months).getTime() + sign * milliseconds).toISOString();
}

function movedByMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}

function partsOf(duration: string): DurationParts {
  const found = form.exec(duration);
  if (found === null || duration.length < 3) throw new RangeError(`'${duration}' is not an ISO 8601 duration: PT4H`);
  const [weeks = 0, years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number((part ?? '0').replace(',', '.')));
  const wholeHours = (weeks * 7 + days) * 24 + hours;
  return { months: years * 12 + months, milliseconds: ((wholeHours * 60 + minutes) * 60 + seconds) * 1000 };
}
