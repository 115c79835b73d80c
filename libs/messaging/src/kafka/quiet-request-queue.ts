import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const quiet = Symbol('quiet');

/** Milliseconds between two looks for requests that have taken too long; these are given 15 seconds and more. */
const timeoutsEvery = 1000;

/**
 * kafkajs 2.2.4 has each connection look for waiting requests every millisecond, for ever, with none there (its issues
 * 1556, 1704, 1751; fixes have been waiting since 2024). An idle service spent 5 % of a core on that, with this 0.5 %.
 * It now looks again only while something waits or the broker throttles; everything else wakes the queue by itself. And it
 * looks for requests that have timed out once a second, not ten times.
 */
export function quietRequestQueues(): void {
  const prototype = RequestQueue.prototype as RequestQueue & { [quiet]?: true };
  if (prototype[quiet] === true) return;
  prototype[quiet] = true;
  const schedule: unknown = Reflect.get(prototype, 'scheduleCheckPendingRequests');
  if (typeof schedule !== 'function') throw new TypeError('kafkajs has changed: see whether this is still needed');
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) Reflect.apply(schedule, this, []);
  };
  prototype.scheduleRequestTimeoutCheck = function (this: RequestQueue): void {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(() => {
      endTimedOut(this);
    }, timeoutsEvery);
  };
}

function endTimedOut(queue: RequestQueue): void {
  for (const request of queue.inflight.values()) {
    if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
  }
  if (!queue.isConnected()) queue.destroy();
}
