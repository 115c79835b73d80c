import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the time is over or the signal aborts. An abort is not an error: the caller checks the signal afterwards. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
