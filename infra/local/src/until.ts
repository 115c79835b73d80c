import { setTimeout as pause } from 'node:timers/promises';
import { LocalError } from './local-error.js';

interface Patience {
  /** Milliseconds. */
  readonly within: number;
  /** For the error: what was waited for. */
  readonly what: string;
  /** Milliseconds between two checks. */
  readonly every?: number;
  /** Checked before each try: a result ends the wait, because the condition can no longer become true. */
  readonly hopeless?: () => string | undefined;
  /** Cancels the wait. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Polls until the condition returns something other than undefined or false; an exception counts as "not yet".
 * @throws LocalError NOT_READY with the last error as its cause.
 */
export async function until<Answer>(
  condition: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  { within, what, every = 50, hopeless = () => undefined, signal }: Patience,
): Promise<Answer> {
  const deadline = performance.now() + within;
  let cause: unknown;
  for (;;) {
    if (signal?.aborted === true) throw new LocalError('STOPPED', { what, fix: `stopped before ${what}` });
    const despair = hopeless();
    if (despair !== undefined) throw new LocalError('NOT_READY', { what, fix: `${what}: ${despair}` }, { cause });
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) {
      const seconds = Math.round(within / 1000);
      throw new LocalError('NOT_READY', { what, fix: `${what} did not happen within ${seconds} s` }, { cause });
    }
    await pause(every);
  }
}
