import { fieldProblems, textDefect, type DomainEvent, type EventDefinition } from '@slipway/contracts';
import { fold, isRejection, type DecisionContext } from '@slipway/decider';
import {
  deriveEventId,
  EventStoreError,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from '@slipway/event-store';
import { currentCause, type Cause } from '@slipway/messaging';
import type { Clock } from '../config/clock.js';
import { currentTraceparent, inSpan } from '../telemetry/tracing.js';
import { ServiceKitError } from '../service-kit-error.js';
import { commandId, takeExpectation, type Expectation } from './command-identity.js';
import type { Acceptance, AnyDecider, CommandOf, ContextOf, Outcome, StateOf } from './outcome.js';

/** Finds the declaration of an event by its wire type. */
export type Catalog = (type: string) => EventDefinition | undefined;

export interface AggregateParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly catalog: Catalog;
  /** Told of every outcome; for metrics and logs. */
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
  /** The stream position that the sender saw (0: no stream yet). Losing it is PRECONDITION_FAILED instead of a retry. */
  readonly expected?: number;
  /** When it happened, where that is not now: what others report happened before they reported it. */
  readonly occurredAt?: string;
  /** What the decider's context has beside `now` and `actor`. */
  readonly context?: Omit<Context, keyof DecisionContext>;
}

interface Attempt {
  readonly id: string;
  readonly stream: string;
  readonly cause: Cause;
  readonly causationId: string;
  readonly trail: string;
  readonly expected: Expectation;
  readonly occurredAt: string | undefined;
}

const attemptLimit = 12;

/** The one way to an aggregate: load by folding its stream, decide, append. Its answers need no projection. */
export class Aggregate<D extends AnyDecider> {
  constructor(
    private readonly decider: D,
    private readonly parts: AggregateParts,
  ) {}

  async load(id: string): Promise<Loaded<StateOf<D>>> {
    const history = await this.parts.store.readStream(this.stream(id));
    return { state: this.stateAfter(history), streamPosition: positionOf(history), exists: history.length > 0 };
  }

  /**
   * Handles a command of the current cause (see `withCause`), once: repeated, it gets its first answer.
   * @throws ServiceKitError IDEMPOTENCY_KEY_REUSED, PRECONDITION_FAILED, TOO_MANY_CONFLICTS, EVENT_INVALID, EVENT_UNDECLARED
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
    for (let tries = 1; tries <= attemptLimit; tries++) {
      const history = await this.parts.store.readStream(attempt.stream);
      const first = firstAnswer(history, attempt);
      if (first !== undefined) return first;
      await this.refuseLostPrecondition(attempt, positionOf(history));
      const outcome = await this.decideAndAppend(history, attempt, command, context);
      if (outcome !== undefined) return outcome;
    }
    throw new ServiceKitError('TOO_MANY_CONFLICTS', {
      stream: attempt.stream,
      attempts: attemptLimit,
      fix: 'send it again',
    });
  }

  /** The others are read after its own stream, at whose position it is appended: what was seen together is compared together. */
  private async refuseLostPrecondition({ stream, expected: { own, others } }: Attempt, actual: number): Promise<void> {
    demandPosition(stream, own, actual);
    for (const other of others) {
      demandPosition(other.stream, other.position, positionOf(await this.parts.store.readStream(other.stream)));
    }
  }

  /** The outcome, or nothing when another append came first. */
  private async decideAndAppend(
    history: readonly RecordedEvent[],
    attempt: Attempt,
    command: CommandOf<D>,
    context: object | undefined,
  ): Promise<Outcome | undefined> {
    const now = this.parts.clock.now();
    const decided = this.decider.decide(command, this.stateAfter(history), {
      ...context,
      now,
      actor: attempt.cause.actor,
    });
    if (isRejection(decided)) return decided;
    const facts = (decided as readonly DomainEvent[]).map((fact) => this.checked(fact));
    const { stream, trail } = attempt;
    if (facts.length === 0) return acceptance(stream, positionOf(history), [], false);
    const events = facts.map((fact, ordinal) => newEvent(fact, ordinal, attempt, now));
    try {
      const expected = history.length === 0 ? 'none' : positionOf(history);
      const appended = await this.parts.store.append({ stream, trail, expected, events });
      return acceptance(stream, appended.streamPosition, facts, appended.duplicate);
    } catch (error) {
      if (anotherCameFirst(error)) return undefined;
      throw error;
    }
  }

  private checked(fact: DomainEvent): DomainEvent & { schemaVersion: number } {
    const definition = this.parts.catalog(fact.type);
    if (definition === undefined) {
      throw new ServiceKitError('EVENT_UNDECLARED', { type: fact.type, fix: 'declare it in @slipway/contracts' });
    }
    const result = definition.data.safeParse(fact.data);
    if (!result.success) {
      const fields = fieldProblems(result.error.issues);
      throw new ServiceKitError('EVENT_INVALID', { type: fact.type, fields }, { cause: result.error });
    }
    // The store would keep it; the projections of every service would stop at it for ever.
    const defect = textDefect(result.data);
    if (defect !== undefined) {
      const fields = fieldProblems([{ path: defect.path, message: defect.fix }]);
      throw new ServiceKitError('EVENT_INVALID', { type: fact.type, fields });
    }
    return { type: fact.type, data: result.data, schemaVersion: definition.schemaVersion };
  }

  private stateAfter(history: readonly RecordedEvent[]): StateOf<D> {
    return fold<unknown, unknown>(this.decider, history) as StateOf<D>;
  }

  private stream(id: string): string {
    return `${this.decider.category}-${id}`;
  }
}

function newEvent(
  fact: DomainEvent & { schemaVersion: number },
  ordinal: number,
  attempt: Attempt,
  now: string,
): NewEvent {
  const { actor, correlationId } = attempt.cause;
  const traceparent = currentTraceparent(attempt.cause.traceparent);
  return {
    id: deriveEventId(attempt.id, ordinal),
    type: fact.type,
    schemaVersion: fact.schemaVersion,
    data: fact.data,
    actor,
    correlationId,
    causationId: attempt.causationId,
    occurredAt: attempt.occurredAt ?? now,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** What this very command was answered the first time, if there was one. */
function firstAnswer(history: readonly RecordedEvent[], { id, stream, causationId }: Attempt): Acceptance | undefined {
  const firstId = deriveEventId(id, 0);
  const start = history.findIndex((event) => event.id === firstId);
  const first = history[start];
  if (first === undefined) return undefined;
  if (first.causationId !== causationId) {
    throw new ServiceKitError('IDEMPOTENCY_KEY_REUSED', {
      stream,
      fix: 'this key belongs to another request; give each command a new Idempotency-Key',
    });
  }
  let end = start + 1;
  while (history[end]?.id === deriveEventId(id, end - start)) end++;
  const events = history.slice(start, end);
  return acceptance(stream, positionOf(events), events, true);
}

function demandPosition(stream: string, expected: number | undefined, actual: number): void {
  if (expected === undefined || expected === actual) return;
  const fix = 'it has changed since you read it: read it again, and decide on what it says now';
  throw new ServiceKitError('PRECONDITION_FAILED', { stream, expected, actual, fix });
}

function acceptance(
  stream: string,
  streamPosition: number,
  facts: readonly DomainEvent[],
  repeated: boolean,
): Acceptance {
  const events = facts.map(({ type, data }) => ({ type, data }));
  return { accepted: true, stream, streamPosition, events, repeated };
}

const positionOf = (history: readonly RecordedEvent[]): number => history.at(-1)?.streamPosition ?? 0;

// The same event id with other content: the same command arrived twice at once, and the other one is stored.
const anotherCameFirst = (error: unknown): boolean =>
  error instanceof EventStoreError && (error.code === 'STREAM_POSITION_CONFLICT' || error.code === 'EVENT_ID_REUSED');
