import { setTimeout as delay } from 'node:timers/promises';

/** Until the time is over or the signal aborts, which is no error: whoever rests looks at the signal afterwards. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
