import { setTimeout as pause } from 'node:timers/promises';
import { textOf } from '@slipway/contracts';
import { LocalError } from './local-error.js';

interface Patience {
  /** Milliseconds. */
  readonly within?: number;
  /** For the error: what was waited for. */
  readonly what?: string;
  /** Milliseconds between two checks. */
  readonly every?: number;
  /** Checked before each try: a result ends the wait, because the condition can no longer become true. */
  readonly hopeless?: () => string | undefined;
  /** Whether an error ends the wait; it is then thrown as it is. Without this, no error does. */
  readonly fatal?: (error: unknown) => boolean;
  /** Cancels the wait. */
  readonly signal?: AbortSignal | undefined;
}

type Found<Answer> = NonNullable<Exclude<Answer, false>>;

/**
 * Polls until the condition returns a truthy value, and returns that value. An exception counts as "not yet", so the
 * condition can contain `expect`: `await eventually(async () => { expect(await count()).toBe(3); return true; })`.
 * @throws LocalError NOT_READY with the last answer or error, and STOPPED when the signal cancels the wait
 */
export async function eventually<Answer>(
  condition: () => Answer | Promise<Answer>,
  {
    within = 10_000,
    what = 'the condition',
    every = 20,
    hopeless = () => undefined,
    fatal = () => false,
    signal,
  }: Patience = {},
): Promise<Found<Answer>> {
  const deadline = performance.now() + within;
  let last: { readonly answer: unknown } | { readonly error: unknown } | undefined;
  const notReady = (fix: string) => {
    const cause = last !== undefined && 'error' in last ? last.error : undefined;
    const seen = cause === undefined ? last : { error: textOf(cause) };
    return new LocalError('NOT_READY', { what, within, ...seen, fix }, { cause });
  };
  for (;;) {
    if (signal?.aborted === true) throw new LocalError('STOPPED', { what, fix: `stopped before ${what}` });
    const despair = hopeless();
    if (despair !== undefined) throw notReady(`${what}: ${despair}`);
    try {
      const answer = await condition();
      if (answer) return answer as Found<Answer>;
      last = { answer };
    } catch (error) {
      if (fatal(error)) throw error;
      last = { error };
    }
    if (performance.now() > deadline) throw notReady(`${what} did not happen within ${String(within / 1000)} s`);
    await pause(every);
  }
}
