import { instantOf } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';

/** The time of an event according to its sender, and the field that has it. */
export interface StatedTime {
  readonly field: string;
  readonly time: string;
}

/** Milliseconds by which the clock of another system may be ahead of ours. */
const tolerated = 5 * 60_000;

/** What is dated before is a clock that was never set, or a date that was never filled in. */
const earliest = '2000-01-01T00:00:00.000Z';

/**
 * When it happened: according to the sender, else when it was received. A future time is refused; up to the tolerance,
 * the clock of the sender counts as being ahead.
 */
export function occurrence(
  stated: StatedTime | undefined,
  receivedAt: string,
): string | Rejection<'CLOUDEVENT_INVALID'> {
  if (stated === undefined) return receivedAt;
  const instant = instantOf(stated.time);
  if (instant === undefined || instant < earliest) {
    return reject('CLOUDEVENT_INVALID', { ...stated, fix: 'must be when it happened, in the year 2000 or later' });
  }
  const ahead = Date.parse(instant) - Date.parse(receivedAt);
  if (ahead > tolerated) {
    const fix = 'it has not happened yet: send it when it has, and check the clock of the sender';
    return reject('CLOUDEVENT_INVALID', { ...stated, receivedAt, fix });
  }
  return ahead > 0 ? receivedAt : instant;
}
