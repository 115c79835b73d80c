import { throttle } from 'es-toolkit';
import type { ClientBase, Notification } from 'pg';

const jobsChannel = 'jobs:insert';
/** Milliseconds between two nudges by timers that are due here. */
const ownNudgeMs = 200;
/** Milliseconds between two nudges by others: the timers of each service notify the workers of all services in the database. */
const foreignNudgeMs = 1000;
/** Milliseconds between two restarts of the workers. */
const restartMs = 60_000;

/**
 * Any role that can connect can notify, and the job library acts at once on each notification: it looks for jobs, or
 * ends all its workers. This paces the notifications, and passes on nothing of their content.
 * @param nudged how many workers look for jobs after several notifications
 * @returns has a worker of this connection look for jobs, without a notification
 */
export function paceNotifications(client: ClientBase, nudged: number): () => void {
  const emit = client.emit.bind(client);
  const nudgeEvery = (milliseconds: number): (() => void) => {
    let nudgedAt = -Infinity;
    const nudge = throttle((count: number) => {
      nudgedAt = performance.now();
      emit('notification', { processId: 0, channel: jobsChannel, payload: JSON.stringify({ count }) });
    }, milliseconds);
    return () => {
      nudge(performance.now() - nudgedAt < milliseconds ? nudged : 1);
    };
  };
  const [own, foreign] = [nudgeEvery(ownNudgeMs), nudgeEvery(foreignNudgeMs)];
  let passedAt = -Infinity;
  // By the clock: a timer of a minute would keep a process that has ended its work.
  const pass = (message: Notification): void => {
    if (performance.now() - passedAt < restartMs) return;
    passedAt = performance.now();
    emit('notification', message);
  };
  const paced = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event !== 'notification') return emit(event, ...values);
    const message = values[0] as Notification;
    if (message.channel === jobsChannel) foreign();
    else pass(message);
    return true;
  };
  Object.assign(client, { emit: paced });
  return own;
}
