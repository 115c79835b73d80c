declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** What quiet-request-queue.ts touches of it. */
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    /** Milliseconds since the epoch; -1 when the broker has not asked to be spared. */
    readonly throttledUntil: number;
    constructor(options: object);
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    destroy(): void;
  }
}
