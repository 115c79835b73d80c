import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '@slipway/contracts';
import { MessagingError } from './errors.js';

/** The cause of some work: every event that results from it carries the cause as actor, correlation and causation. */
export interface Cause {
  /** Stable over redeliveries and repetitions: event ids derive from it. */
  readonly id: string;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Id of the causing event; absent for a command of a person. */
  readonly causedBy?: string;
  /** SHA-256 of the command's body, so that another command under the same idempotency key is noticed. */
  readonly fingerprint?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

const causes = new AsyncLocalStorage<Cause>();

/** Runs the work, and everything that it awaits, on behalf of this cause. */
export function withCause<T>(cause: Cause, work: () => Promise<T>): Promise<T> {
  return causes.run(cause, work);
}

/**
 * The cause on whose behalf this runs.
 * @throws MessagingError NO_CAUSE outside withCause.
 */
export function currentCause(): Cause {
  const cause = causes.getStore();
  if (cause === undefined) {
    throw new MessagingError('NO_CAUSE', { fix: 'run the work inside withCause(cause, work)' });
  }
  return cause;
}
