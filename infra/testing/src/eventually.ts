import { setTimeout as pause } from 'node:timers/promises';
import { TestingError } from './testing-error.js';

/**
 * Waits until the condition returns a truthy value, and returns that value. An exception counts as "not yet", so
 * it can contain `expect`: `await eventually(async () => { expect(await count()).toBe(3); return true; })`.
 * @throws TestingError NOT_EVENTUALLY after `within` milliseconds, with the last error as its cause.
 */
export async function eventually<Answer>(
  condition: () => Answer | Promise<Answer>,
  { within = 10_000, every = 20 }: { readonly within?: number; readonly every?: number } = {},
): Promise<NonNullable<Exclude<Answer, false>>> {
  const deadline = performance.now() + within;
  for (;;) {
    let cause: unknown;
    let answer: Answer | undefined;
    try {
      answer = await condition();
      if (answer) return answer as NonNullable<Exclude<Answer, false>>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) {
      const last = cause === undefined ? { answer } : { error: cause instanceof Error ? cause.message : cause };
      throw new TestingError('NOT_EVENTUALLY', { within, ...last }, { cause });
    }
    await pause(every);
  }
}
