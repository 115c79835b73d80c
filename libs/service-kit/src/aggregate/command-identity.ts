import { AsyncLocalStorage } from 'node:async_hooks';
import type { Cause } from '@slipway/messaging';

/** Stream positions by category: what a query has shown, or an acceptance has come to. */
export type Positions = Readonly<Record<string, number>>;

/** What a sender saw: positions by category, or one of the stream that the command reaches first. */
export type Seen = number | Positions;

/** What the sender of a command saw (`If-Match`), and the id of the streams that it is about. */
export interface Precondition {
  readonly seen: Seen | undefined;
  /** The id of the aggregate that handles the command, when absent. */
  readonly subject?: string | undefined;
}

export interface ExpectedStream {
  readonly stream: string;
  readonly position: number;
}

/** The positions that the command's own stream, and other streams that its sender saw, must have. */
export interface Expectation {
  readonly own: number | undefined;
  readonly others: readonly ExpectedStream[];
}

const preconditions = new AsyncLocalStorage<{ current: Precondition }>();

/** Runs a command whose sender saw positions that must still be current. */
export function withPrecondition<T>(precondition: Precondition, work: () => Promise<T>): Promise<T> {
  return preconditions.run({ current: precondition }, work);
}

/** Applies until the command reaches one of the named streams: after that, the command itself moves them. */
export function takeExpectation(category: string, id: string): Expectation {
  const held = preconditions.getStore();
  const seen = held?.current.seen;
  if (held === undefined || seen === undefined) return { own: undefined, others: [] };
  const subject = held.current.subject ?? id;
  if (typeof seen !== 'number' && (seen[category] === undefined || subject !== id)) {
    return { own: undefined, others: streamsOf(seen, subject) };
  }
  held.current = { seen: undefined };
  if (typeof seen === 'number') return { own: seen, others: [] };
  const { [category]: own, ...rest } = seen;
  return { own, others: streamsOf(rest, subject) };
}

const streamsOf = (positions: Positions, subject: string): ExpectedStream[] =>
  Object.entries(positions).map(([category, position]) => ({ stream: `${category}-${subject}`, position }));

const handled = new WeakMap<Cause, Map<string, number>>();

/**
 * Names one command of a cause to one stream. A cause can send several commands to the same stream: their order
 * identifies them, so that each is idempotent.
 */
export function commandId(cause: Cause, stream: string): string {
  const counts = handled.get(cause) ?? new Map<string, number>();
  handled.set(cause, counts);
  const ordinal = counts.get(stream) ?? 0;
  counts.set(stream, ordinal + 1);
  return JSON.stringify(ordinal === 0 ? [cause.id, stream] : [cause.id, stream, ordinal]);
}
