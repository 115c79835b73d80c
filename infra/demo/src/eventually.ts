import { setTimeout as delay } from 'node:timers/promises';

/** Asks until there is an answer; `within` milliseconds without one are a failure that says what was waited for. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { within, signal }: { within: number; signal?: AbortSignal },
): Promise<T> {
  const deadline = Date.now() + within;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(200);
  }
  throw new Error(`waited ${String(within / 1000)} s in vain: ${what}`);
}
