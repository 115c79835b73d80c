import { Temporal } from 'temporal-polyfill';

/**
 * The moment that lies a duration after another. Days are 24 hours; weeks, months and years are those of the calendar in UTC.
 * @param instant ISO 8601 @param duration ISO 8601
 * @returns ISO 8601 in UTC, with milliseconds
 */
export function later(instant: string, duration: string): string {
  return written(inUtc(instant).add(duration));
}

/** The moment that lies a duration before another. */
export function earlier(instant: string, duration: string): string {
  return written(inUtc(instant).subtract(duration));
}

/** Length of a duration in milliseconds; years and months are those that begin in 1970. */
export function millisecondsOf(duration: string): number {
  return Temporal.Duration.from(duration).total({ unit: 'milliseconds', relativeTo: '1970-01-01T00:00Z[UTC]' });
}

/** Whether a duration is neither shorter nor longer; one that no calendar reaches is longer. */
export function isBetween(duration: string, shortest: string, longest: string): boolean {
  try {
    const length = millisecondsOf(duration);
    return millisecondsOf(shortest) <= length && length <= millisecondsOf(longest);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const inUtc = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO('UTC');
const written = (moment: Temporal.ZonedDateTime) => moment.toInstant().toString({ fractionalSecondDigits: 3 });
