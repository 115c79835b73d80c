import type { DomainEvent } from '@slipway/contracts';
import { deepFreeze, fold } from '@slipway/decider';
import { asStored, type EventStore, type RecordedEvent } from '@slipway/event-store';
import type { Folded, FoldedStates } from './folded-states.js';
import type { AnyDecider } from './outcome.js';

export interface CurrentStream {
  readonly folded: Folded;
  /** What was read to find the state: at least the new events and the requested one. */
  readonly read: readonly RecordedEvent[];
}

/** Folds the streams of one decider. Each event is folded once while its state is cached. */
export class Folding {
  constructor(
    private readonly decider: AnyDecider,
    private readonly store: EventStore,
    private readonly states: FoldedStates,
  ) {}

  /** The state when it was last read. */
  kept(stream: string): Folded | undefined {
    return this.states.of(stream, this.decider);
  }

  /** The current state, with the event of this id if the stream holds it, in one snapshot. */
  async current(stream: string, including?: string): Promise<CurrentStream> {
    const from = this.kept(stream) ?? { state: this.decider.initialState, streamPosition: 0 };
    const after = from.streamPosition;
    const read = await this.store.readStream(stream, { after, ...(including === undefined ? {} : { including }) });
    const added = read.filter(({ streamPosition }) => streamPosition > after);
    return { folded: this.move(stream, from, added, added.at(-1)?.streamPosition ?? after), read };
  }

  /** Adds facts that were appended directly after this state. */
  appended(stream: string, from: Folded, facts: readonly DomainEvent[], streamPosition: number): void {
    const added = facts.map(({ type, data }) => ({ type, data: asStored(data) }));
    this.move(stream, from, added, streamPosition);
  }

  /** The stream is not at the expected position: a cached state that is ahead of the store is dropped and read again. */
  refused(stream: string, actual: number): void {
    if ((this.kept(stream)?.streamPosition ?? 0) > actual) this.states.forget(stream);
  }

  private move(stream: string, from: Folded, added: readonly DomainEvent[], streamPosition: number): Folded {
    if (added.length === 0) return from;
    // Only the facts: the state is then the same whether they were read or have just been appended.
    const facts = added.map(({ type, data }) => ({ type, data }));
    const evolve = (state: unknown, fact: unknown): unknown => this.decider.evolve(state, fact);
    const state = deepFreeze(fold({ initialState: from.state, evolve }, facts));
    const folded = { state, streamPosition };
    this.states.keep(
      stream,
      this.decider,
      folded,
      facts.map(({ data }) => data),
    );
    return folded;
  }
}
