import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const calmed = new WeakSet<RequestQueue>();

/**
 * kafkajs 2.2.4 looks for throttled requests on a timer that it also sets when nothing waits, then with a negative
 * delay: each connection wakes a thousand times a second (its issue 1751; 5 % of a core for an idle service, measured).
 * Only a queue that holds something needs the timer.
 */
export function calmRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  if (calmed.has(prototype)) return;
  calmed.add(prototype);
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
