import type { DomainEvent, EventDefinition } from '@slipway/contracts';
import { isRejection, type DecisionContext, type Rejection } from '@slipway/decider';
import { deriveEventId, EventStoreError, type EventStore } from '@slipway/event-store';
import { currentCause } from '@slipway/messaging';
import type { Clock } from '../config/clock.js';
import { inSpan } from '../telemetry/tracing.js';
import { ServiceKitError } from '../service-kit-error.js';
import { checkedFact, newEvent, type CheckedFact, type CommandFrame } from './command-facts.js';
import { commandId, takeExpectation, type Expectation } from './command-identity.js';
import { firstAnswer } from './first-answer.js';
import { FoldedStates, type Folded } from './folded-states.js';
import { Folding } from './folding.js';
import { acceptance, type AnyDecider, type CommandOf, type ContextOf, type Outcome, type StateOf } from './outcome.js';

/** Finds the declaration of an event by its wire type. */
export type Catalog = (type: string) => EventDefinition | undefined;

export interface AggregateParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly catalog: Catalog;
  /** Shared by the aggregates of a service, so that its bounds are those of the process. */
  readonly states?: FoldedStates;
  /** Receives every outcome, for metrics and logs. */
  readonly onOutcome?: (category: string, outcome: 'accepted' | 'repeated' | (string & {})) => void;
}

export interface Loaded<State> {
  readonly state: State;
  /** 0 when the stream does not exist. */
  readonly streamPosition: number;
  readonly exists: boolean;
}

export interface HandleOptions<Context> {
  /** The trail that the events belong to; the id when absent. */
  readonly trail?: string;
  /**
   * The stream position that the sender saw (0: no stream yet). If the stream has moved on, the command fails with
   * PRECONDITION_FAILED and is not retried.
   */
  readonly expected?: number;
  /** When the event happened, if that is not now: a report arrives after the event that it reports. */
  readonly occurredAt?: string;
  /** What the context of the decider has in addition to `now` and `actor`. */
  readonly context?: Omit<Context, keyof DecisionContext>;
}

interface Attempt extends CommandFrame {
  readonly stream: string;
  readonly trail: string;
  readonly expected: Expectation;
}

/** The decision on one state: facts to append, or an answer without any. */
interface Decided {
  readonly on: Folded;
  readonly now: string;
  readonly facts: readonly CheckedFact[];
  readonly rejection?: Rejection;
}

const attemptLimit = 12;

/** The only way to an aggregate: folds its stream, decides, and appends. Its answers need no projection. */
export class Aggregate<D extends AnyDecider> {
  private readonly folding: Folding;

  constructor(
    private readonly decider: D,
    private readonly parts: AggregateParts,
  ) {
    this.folding = new Folding(decider, parts.store, parts.states ?? new FoldedStates());
  }

  async load(id: string): Promise<Loaded<StateOf<D>>> {
    const { folded } = await this.folding.current(this.stream(id));
    const { streamPosition } = folded;
    return { state: folded.state as StateOf<D>, streamPosition, exists: streamPosition > 0 };
  }

  /**
   * Handles a command of the current cause (see `withCause`) once: a repeated command gets its first answer.
   * @throws ServiceKitError IDEMPOTENCY_KEY_REUSED, PRECONDITION_FAILED, TOO_MANY_CONFLICTS, EVENT_INVALID,
   * EVENT_UNDECLARED
   */
  async handle(id: string, command: CommandOf<D>, options: HandleOptions<ContextOf<D>> = {}): Promise<Outcome> {
    const attempt = this.attempt(id, options);
    const span = `handle ${this.decider.category}`;
    const outcome = await inSpan(span, attempt.cause.traceparent, () => this.settle(attempt, command, options.context));
    const label = isRejection(outcome) ? outcome.rejected : outcome.repeated ? 'repeated' : 'accepted';
    this.parts.onOutcome?.(this.decider.category, label);
    return outcome;
  }

  private attempt(id: string, { trail = id, expected, occurredAt }: HandleOptions<ContextOf<D>>): Attempt {
    const cause = currentCause();
    const stream = this.stream(id);
    const command = commandId(cause, stream);
    const causationId = cause.causedBy ?? deriveEventId(JSON.stringify([command, cause.fingerprint ?? '']), 0);
    const taken = takeExpectation(this.decider.category, id);
    const asExpected = { ...taken, own: expected ?? taken.own };
    return { id: command, stream, cause, causationId, trail, expected: asExpected, occurredAt };
  }

  private async settle(attempt: Attempt, command: CommandOf<D>, context: object | undefined): Promise<Outcome> {
    const early = this.decideOnKept(attempt, command, context);
    const outcome = early === undefined ? undefined : await this.append(attempt, early);
    if (outcome !== undefined) return outcome;
    for (let tries = 1; tries <= attemptLimit; tries++) {
      const settled = await this.settleOnCurrent(attempt, command, context, early);
      if (settled !== undefined) return settled;
    }
    throw new ServiceKitError('TOO_MANY_CONFLICTS', {
      stream: attempt.stream,
      attempts: attemptLimit,
      fix: 'send it again',
    });
  }

  /**
   * Decides on the cached state, and lets the append find out whether the state is still current: one round trip.
   * Returns nothing unless its own append succeeds, because the stream can have moved on and the command can be a
   * repetition.
   */
  private decideOnKept(attempt: Attempt, command: CommandOf<D>, context: object | undefined): Decided | undefined {
    const { own, others } = attempt.expected;
    const kept = this.folding.kept(attempt.stream);
    if (kept === undefined || own !== undefined || others.length > 0) return undefined;
    try {
      return this.decide(kept, attempt, command, context);
    } catch {
      // The next decision, on the current stream, throws the same error again if the cached state is not the cause.
      return undefined;
    }
  }

  /** The outcome, or undefined if another append came first. */
  private async settleOnCurrent(
    attempt: Attempt,
    command: CommandOf<D>,
    context: object | undefined,
    early: Decided | undefined,
  ): Promise<Outcome | undefined> {
    const { store } = this.parts;
    const { folded, read } = await this.folding.current(attempt.stream, deriveEventId(attempt.id, 0));
    const first = await firstAnswer(store, attempt, read);
    if (first !== undefined) return first;
    await this.refuseLostPrecondition(attempt, folded.streamPosition);
    const decided = early?.on === folded ? early : this.decide(folded, attempt, command, context);
    if (decided.rejection !== undefined) return decided.rejection;
    if (decided.facts.length === 0) return acceptance(attempt.stream, folded.streamPosition, [], false);
    return this.append(attempt, decided);
  }

  /**
   * Reads the other streams after the aggregate's own stream, whose position the append checks, so that all positions
   * are compared at the same moment.
   */
  private async refuseLostPrecondition({ stream, expected: { own, others } }: Attempt, actual: number): Promise<void> {
    demandPosition(stream, own, actual);
    for (const other of others) {
      demandPosition(other.stream, other.position, await this.parts.store.streamPosition(other.stream));
    }
  }

  private decide(on: Folded, attempt: Attempt, command: CommandOf<D>, context: object | undefined): Decided {
    const now = this.parts.clock.now();
    const decided = this.decider.decide(command, on.state, { ...context, now, actor: attempt.cause.actor });
    if (isRejection(decided)) return { on, now, facts: [], rejection: decided };
    const facts = (decided as readonly DomainEvent[]).map((fact) => checkedFact(fact, this.parts.catalog));
    return { on, now, facts };
  }

  /** The acceptance, or undefined if there is nothing to append or another append came first. */
  private async append(attempt: Attempt, { on: from, now, facts }: Decided): Promise<Outcome | undefined> {
    if (facts.length === 0) return undefined;
    const { stream, trail } = attempt;
    const events = facts.map((fact, ordinal) => newEvent(fact, ordinal, attempt, now));
    try {
      const expected = from.streamPosition === 0 ? 'none' : from.streamPosition;
      const appended = await this.parts.store.append({ stream, trail, expected, events });
      // A duplicate: the same command arrived twice at the same time, and the answer to the other one is in the stream.
      if (appended.duplicate) return undefined;
      this.folding.appended(stream, from, facts, appended.streamPosition);
      return acceptance(stream, appended.streamPosition, facts, false);
    } catch (error) {
      if (!anotherCameFirst(error)) throw error;
      const { actual } = error.details;
      if (typeof actual === 'number') this.folding.refused(stream, actual);
      return undefined;
    }
  }

  private stream(id: string): string {
    return `${this.decider.category}-${id}`;
  }
}

function demandPosition(stream: string, expected: number | undefined, actual: number): void {
  if (expected === undefined || expected === actual) return;
  const fix = 'it has changed since you read it: read it again, and decide on what it says now';
  throw new ServiceKitError('PRECONDITION_FAILED', { stream, expected, actual, fix });
}

// The event id exists with other content: the same command arrived twice at the same time, and the other one is stored.
const anotherCameFirst = (error: unknown): error is EventStoreError =>
  error instanceof EventStoreError && (error.code === 'STREAM_POSITION_CONFLICT' || error.code === 'EVENT_ID_REUSED');
