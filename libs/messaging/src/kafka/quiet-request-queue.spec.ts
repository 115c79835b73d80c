import { jest } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { silentLog } from '../../test/silent-log.js';
import { kafkaClient } from './kafka-client.js';

describe('a request queue of kafkajs', () => {
  beforeAll(() => {
    // Each client sees to it, and those that come later change nothing.
    for (const clientId of ['one', 'other']) kafkaClient({ brokers: ['127.0.0.1:1'], clientId, log: silentLog });
  });
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const queue = (state: object = {}) => Object.assign(new RequestQueue({ clientId: 'c', broker: 'b' }), state);

  it('rests when nothing waits', () => {
    queue().checkPendingRequests();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks again when the broker no longer throttles', () => {
    const throttled = queue({ throttledUntil: Date.now() + 500 });
    throttled.checkPendingRequests();
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(600);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks again while something waits', () => {
    const busy = queue({ maxInFlightRequests: 0, pending: [{}] });
    busy.checkPendingRequests();
    expect(jest.getTimerCount()).toBe(1);
    busy.destroy();
  });

  it('ends a request that has taken too long, within a second', () => {
    const timedOut: number[] = [];
    const request = (id: number, requestTimeout: number) =>
      [id, { sentAt: Date.now(), requestTimeout, timeoutRequest: () => timedOut.push(id) }] as const;
    const waiting = queue({ enforceRequestTimeout: true, inflight: new Map([request(1, 1500), request(2, 60_000)]) });
    waiting.scheduleRequestTimeoutCheck();
    jest.advanceTimersByTime(1000);
    expect(timedOut).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(timedOut).toEqual([1]);
    waiting.destroy();
    expect(jest.getTimerCount()).toBe(0);
  });
});
