declare module 'kafkajs/src/network/requestQueue/index.js' {
  interface SentRequest {
    /** Milliseconds since the epoch. */
    readonly sentAt: number;
    /** Milliseconds. */
    readonly requestTimeout: number;
    timeoutRequest(): void;
  }

  /** What quiet-request-queue.ts touches of it. */
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    /** Milliseconds since the epoch; -1 when the broker has not asked to be spared. */
    readonly throttledUntil: number;
    readonly enforceRequestTimeout: boolean;
    readonly inflight: ReadonlyMap<number, SentRequest>;
    readonly isConnected: () => boolean;
    requestTimeoutIntervalId: NodeJS.Timeout;
    constructor(options: object);
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    scheduleRequestTimeoutCheck(): void;
    destroy(): void;
  }
}
