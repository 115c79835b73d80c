import type { DomainEvent, EventDefinition, EventOf } from './define-event.js';

type Change<State, Fact> = (state: State, fact: Fact) => State;

/** The facts that change a state, each with its change: one list, for the code that subscribes and for the code that folds. */
export class Changes<State, Fact extends DomainEvent, Definition extends EventDefinition> {
  private constructor(
    readonly facts: readonly Definition[],
    private readonly changes: ReadonlyMap<string, Change<State, Fact>>,
  ) {}

  static of<State, Fact extends DomainEvent = DomainEvent>(): Changes<State, Fact, never> {
    return new Changes<State, Fact, never>([], new Map());
  }

  /** The same, and also these facts. @throws RangeError if one of them has a change already */
  on<const Added extends EventDefinition>(
    added: Added | readonly Added[],
    change: Change<State, Fact & EventOf<Added>>,
  ): Changes<State, Fact, Definition | Added> {
    const facts = 'type' in added ? [added] : added;
    const twice = facts.find(({ type }) => this.changes.has(type));
    if (twice !== undefined) throw new RangeError(`'${twice.type}' has a change already`);
    const changes = facts.map(({ type }): [string, Change<State, Fact>] => [type, change as Change<State, Fact>]);
    return new Changes<State, Fact, Definition | Added>(
      [...this.facts, ...facts],
      new Map([...this.changes, ...changes]),
    );
  }

  /** The state after this fact: the same state if the fact changes nothing. */
  after(state: State, fact: Fact): State {
    return this.changes.get(fact.type)?.(state, fact) ?? state;
  }
}
