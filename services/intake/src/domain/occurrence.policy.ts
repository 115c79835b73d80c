import { reject, type Rejection } from '@slipway/decider';

/** Milliseconds by which the clock of another system may be ahead of ours. */
const tolerated = 5 * 60_000;

/**
 * When it happened: as the sender says, however long ago, else when it was received. What has yet to happen is no fact;
 * a clock a little ahead of ours is told from it.
 */
export function occurrence(time: string | undefined, receivedAt: string): string | Rejection<'CLOUDEVENT_INVALID'> {
  if (time === undefined) return receivedAt;
  const ahead = Date.parse(time) - Date.parse(receivedAt);
  if (ahead > tolerated) {
    return reject('CLOUDEVENT_INVALID', { field: 'time', time, receivedAt, fix: 'send it when it has happened' });
  }
  return ahead > 0 ? receivedAt : new Date(time).toISOString();
}
