import { AsyncLocalStorage } from 'node:async_hooks';
import type { Cause } from '@slipway/messaging';

interface Precondition {
  expected: number | undefined;
}

const preconditions = new AsyncLocalStorage<Precondition>();

/** Runs a command whose sender named (`If-Match`) the stream position that it wants to find. */
export function withPrecondition<T>(expected: number | undefined, work: () => Promise<T>): Promise<T> {
  return preconditions.run({ expected }, work);
}

/** The position that the sender named: it is about the first aggregate that the command reaches, and told once. */
export function takePrecondition(): number | undefined {
  const precondition = preconditions.getStore();
  const expected = precondition?.expected;
  if (precondition !== undefined) precondition.expected = undefined;
  return expected;
}

const handled = new WeakMap<Cause, Map<string, number>>();

/**
 * Names one command of a cause to one stream. A cause may send several to the same stream: they are told apart
 * by their order, so that each is idempotent and none is mistaken for another.
 */
export function commandId(cause: Cause, stream: string): string {
  const counts = handled.get(cause) ?? new Map<string, number>();
  handled.set(cause, counts);
  const ordinal = counts.get(stream) ?? 0;
  counts.set(stream, ordinal + 1);
  return JSON.stringify(ordinal === 0 ? [cause.id, stream] : [cause.id, stream, ordinal]);
}
