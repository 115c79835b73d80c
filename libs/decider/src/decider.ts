/** An expected refusal: a value with a closed code, never an exception. */
export interface Rejection<Code extends string = string> {
  readonly rejected: Code;
  readonly details: RejectionDetails;
}

/** What the sender of a command needs to fix it: one fix, or one for each field. */
export type RejectionDetails = Readonly<Record<string, unknown>> &
  ({ readonly fix: string } | { readonly fields: readonly { readonly fix: string }[] });

/** The result of a rule that allows the command. */
export const pass = undefined;

/** Rejects a command. */
export const reject = <const Code extends string>(code: Code, details: RejectionDetails): Rejection<Code> => ({
  rejected: code,
  details,
});

export function isRejection(outcome: unknown): outcome is Rejection {
  return typeof outcome === 'object' && outcome !== null && 'rejected' in outcome;
}

/**
 * A named rule of one command: its rejection, or `pass`. The command has its own type already, so that a rule never asks
 * which one it is; whatever else the rule judges by is required in the context, so that nothing passes for want of it.
 */
export type Rule<Command, State, Context, Code extends string> = (
  command: Command,
  state: State,
  context: Context,
) => Rejection<Code> | undefined;

/** Returns the first rejection. The rules are checked in the given order. */
export function firstRejection<Command, State, Context, Code extends string>(
  rules: readonly Rule<Command, State, Context, Code>[],
  command: Command,
  state: State,
  context: Context,
): Rejection<Code> | undefined {
  for (const rule of rules) {
    const rejection = rule(command, state, context);
    if (rejection !== undefined) return rejection;
  }
  return pass;
}

/** The context of a decision, beside the command and the state. It includes the time; a decider never reads a clock. */
export interface DecisionContext<Actor = { readonly id: string }> {
  /** The moment of the decision, ISO 8601 in UTC. */
  readonly now: string;
  readonly actor: Actor;
}

/**
 * The behaviour of an aggregate in three pure parts.
 * `category` names its streams: `<category>-<id>`.
 */
export interface Decider<State, Command, Event, Code extends string = string, Context = DecisionContext> {
  readonly category: string;
  readonly initialState: State;
  evolve(state: State, event: Event): State;
  decide(command: Command, state: State, context: Context): readonly Event[] | Rejection<Code>;
}

/** The state after these events. */
export function fold<State, Event>(
  { initialState, evolve }: { initialState: State; evolve: (state: State, event: Event) => State },
  events: readonly Event[],
): State {
  return events.reduce(evolve, initialState);
}
