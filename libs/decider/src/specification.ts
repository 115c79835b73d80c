import { fold, isRejection, type Decider, type Rejection } from './decider.js';
import { deepFreeze } from './deep-freeze.js';

/** How a specification compares actual and expected values; Jest's `expect` fits. */
export type Compare = (actual: unknown) => { toEqual(expected: unknown): void };

/**
 * Given / when / then for a decider:
 * `given(requested()).when(approve()).thenRejected('AUTHOR_CANNOT_APPROVE')`.
 */
export function specificationFor<State, Command, Event, Code extends string, Context>(
  decider: Decider<State, Command, Event, Code, Context>,
  defaultContext: Context,
  expect: Compare,
) {
  // As in a service, which caches and shares states: a decider that changes one throws.
  const evolve = (state: State, event: Event): State => deepFreeze(decider.evolve(state, event));
  const unchangeable = (history: readonly Event[]): State =>
    fold({ initialState: deepFreeze(decider.initialState), evolve }, history);
  return {
    given: (...history: Event[]) => ({
      when(command: Command, context: Partial<Context> = {}) {
        const outcome = decider.decide(command, unchangeable(history), { ...defaultContext, ...context });
        return assertions(outcome, expect, () => unchangeable([...history, ...(isRejection(outcome) ? [] : outcome)]));
      },
    }),
  };
}

function assertions<State, Event, Code extends string>(
  outcome: readonly Event[] | Rejection<Code>,
  expect: Compare,
  stateAfter: () => State,
) {
  return {
    then: (...events: Event[]) => {
      expect(outcome).toEqual(events);
    },
    thenNothing: () => {
      expect(outcome).toEqual([]);
    },
    /** The code, and those details that the rule promises. */
    thenRejected: (code: Code, details?: Readonly<Record<string, unknown>>) => {
      expect(isRejection(outcome) ? outcome.rejected : outcome).toEqual(code);
      if (details !== undefined && isRejection(outcome)) expect(outcome.details).toEqual(details);
    },
    /** For outcomes too long to spell out: the events, to be looked into. */
    events: (): readonly Event[] => {
      if (isRejection(outcome)) throw new Error(`rejected: ${outcome.rejected} ${JSON.stringify(outcome.details)}`);
      return outcome;
    },
    state: stateAfter,
  };
}
