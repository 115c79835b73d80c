import { throttle } from 'es-toolkit';
import type { ClientBase, Notification } from 'pg';

/** Milliseconds between two nudges. */
const nudgeMs = 200;
/** Milliseconds between two restarts of the workers. */
const restartMs = 60_000;

/**
 * Any role that can connect can notify, and the job library does something at once for each notification: a look for jobs, or an end
 * of all its workers. From now on it hears of them at intervals, and nothing of what they say but that.
 * @param nudged how many workers look for jobs after several notifications
 */
export function paceNotifications(client: ClientBase, nudged: number): void {
  const emit = client.emit.bind(client);
  let nudgedAt = -Infinity;
  const nudge = throttle((message: Notification, count: number) => {
    nudgedAt = performance.now();
    emit('notification', { ...message, payload: JSON.stringify({ count }) });
  }, nudgeMs);
  const pass = throttle((message: Notification) => emit('notification', message), restartMs, { edges: ['leading'] });
  const paced = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event !== 'notification') return emit(event, ...values);
    const message = values[0] as Notification;
    if (message.channel === 'jobs:insert') nudge(message, performance.now() - nudgedAt < nudgeMs ? nudged : 1);
    else pass(message);
    return true;
  };
  Object.assign(client, { emit: paced });
}
