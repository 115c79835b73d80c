import { z } from 'zod';
import type { Instant } from '../primitives.js';

const written =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)? ?(?:([Zz]|UTC)|([+-])(\d\d):?(\d\d)?)$/;

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** A smaller number is in seconds, or not a time. */
const fewestMilliseconds = 100_000_000_000;
const mostMilliseconds = Date.UTC(9999, 11, 31);

/**
 * The point in time that other systems write as RFC 3339 (with a space in place of the T, in any offset, with any fraction or none) or
 * as milliseconds since 1970. Nothing when it is neither, or no time of any calendar.
 */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value === 'string') return instantWritten(value);
  const counts = typeof value === 'number' && value >= fewestMilliseconds && value <= mostMilliseconds;
  return counts ? new Date(Math.trunc(value)).toISOString() : undefined;
}

function instantWritten(text: string): Instant | undefined {
  const parts = written.exec(text);
  if (parts === null) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 7).map(numberOf);
  const offset = offsetOf(parts);
  const leaps = seconds === 60;
  if (hours > 23 || minutes > 59 || seconds > 60 || offset === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(years, months - 1, days);
  if (date.getUTCMonth() !== months - 1 || date.getUTCDate() !== days) return undefined;
  const fraction = leaps ? 0 : Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const at = date.getTime() + (hours * 60 + minutes) * minute + seconds * second + fraction - offset * minute;
  // A leap second is the last second of a day; our clocks treat it as the first of the next.
  if (leaps && at % day !== 0) return undefined;
  const instant = new Date(at);
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999 ? instant.toISOString() : undefined;
}

const numberOf = (digits: string | undefined): number => Number(digits ?? 0);

/** In minutes. */
function offsetOf(parts: RegExpExecArray): number | undefined {
  if (parts[8] !== undefined) return 0;
  const [hours, minutes] = [numberOf(parts[10]), numberOf(parts[11])];
  if (hours > 23 || minutes > 59) return undefined;
  return (parts[9] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

const fix = 'must be a time of RFC 3339 with its offset (2026-01-01T10:00:00Z), or milliseconds since 1970 as a number';

/** A time in any form that `instantOf` understands; parsed, it is an Instant. */
export const Timestamp = z.unknown().transform((value, context): Instant => {
  const instant = instantOf(value);
  if (instant !== undefined) return instant;
  context.addIssue({ code: 'custom', message: value === undefined ? `is missing: it ${fix}` : fix });
  return z.NEVER;
});
