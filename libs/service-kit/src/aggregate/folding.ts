import type { DomainEvent } from '@slipway/contracts';
import { deepFreeze, fold } from '@slipway/decider';
import { asStored, type EventStore, type RecordedEvent } from '@slipway/event-store';
import type { Folded, FoldedStates } from './folded-states.js';
import type { AnyDecider } from './outcome.js';

export interface CurrentStream {
  readonly folded: Folded;
  /** What was read to know it: at least the events that were new here, and the one that was asked for. */
  readonly read: readonly RecordedEvent[];
}

/** Folds the streams of one decider, each event once for as long as its state is kept. */
export class Folding {
  constructor(
    private readonly decider: AnyDecider,
    private readonly store: EventStore,
    private readonly states: FoldedStates,
  ) {}

  /** As it was when it was last looked at. */
  kept(stream: string): Folded | undefined {
    return this.states.of(stream, this.decider);
  }

  /** As it is now, with the event of this id, if the stream holds it, in one snapshot. */
  async current(stream: string, including?: string): Promise<CurrentStream> {
    const from = this.kept(stream) ?? { state: this.decider.initialState, streamPosition: 0 };
    const after = from.streamPosition;
    const read = await this.store.readStream(stream, { after, ...(including === undefined ? {} : { including }) });
    const added = read.filter(({ streamPosition }) => streamPosition > after);
    return { folded: this.move(stream, from, added, added.at(-1)?.streamPosition ?? after), read };
  }

  /** These facts have been appended right behind it. */
  appended(stream: string, from: Folded, facts: readonly DomainEvent[], streamPosition: number): void {
    const added = facts.map(({ type, data }) => ({ type, data: asStored(data) }));
    this.move(stream, from, added, streamPosition);
  }

  /** The stream is not where it was said to be: what is kept of it is read again when it is ahead of the store. */
  refused(stream: string, actual: number): void {
    if ((this.kept(stream)?.streamPosition ?? 0) > actual) this.states.forget(stream);
  }

  private move(stream: string, from: Folded, added: readonly DomainEvent[], streamPosition: number): Folded {
    if (added.length === 0) return from;
    // Nothing but its facts: so that a state is the same whether they were read or have just been appended.
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
