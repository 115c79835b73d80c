import { setTimeout as delay } from 'node:timers/promises';

/** Polls until there is a result. Fails after `within` milliseconds, naming what it waited for. */
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
  throw new Error(`waited ${String(within / 1000)} s without success: ${what}`);
}
