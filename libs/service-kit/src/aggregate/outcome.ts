import type { DomainEvent } from '@slipway/contracts';
import type { Decider, Rejection } from '@slipway/decider';

/** The command was accepted: these facts are now in the stream. */
export interface Acceptance {
  readonly accepted: true;
  readonly stream: string;
  /** Position of the last of these events; the ETag of the answer names it. */
  readonly streamPosition: number;
  readonly events: readonly DomainEvent[];
  /** True if the command was handled before and this is its first answer. */
  readonly repeated: boolean;
}

export type Outcome = Acceptance | Rejection;

// Methods are compared bivariantly, so every decider is one of these.
export type AnyDecider = Decider<unknown, unknown, unknown, string, unknown>;
export type StateOf<D> = D extends Decider<infer State, infer _C, infer _E, infer _R, infer _X> ? State : never;
export type CommandOf<D> = D extends Decider<infer _S, infer Command, infer _E, infer _R, infer _X> ? Command : never;
export type ContextOf<D> = D extends Decider<infer _S, infer _C, infer _E, infer _R, infer Context> ? Context : never;

export function isAcceptance(answer: unknown): answer is Acceptance {
  return typeof answer === 'object' && answer !== null && 'accepted' in answer && answer.accepted === true;
}

export function acceptance(
  stream: string,
  streamPosition: number,
  facts: readonly DomainEvent[],
  repeated: boolean,
): Acceptance {
  const events = facts.map(({ type, data }) => ({ type, data }));
  return { accepted: true, stream, streamPosition, events, repeated };
}
