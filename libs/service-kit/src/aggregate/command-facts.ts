import { fieldProblems, textDefect, type DomainEvent } from '@slipway/contracts';
import { deriveEventId, type NewEvent } from '@slipway/event-store';
import type { Cause } from '@slipway/messaging';
import { ServiceKitError } from '../service-kit-error.js';
import { currentTraceparent } from '../telemetry/tracing.js';
import type { Catalog } from './aggregate.js';

export type CheckedFact = DomainEvent & { readonly schemaVersion: number };

/** What the events of a command have in addition to their facts. */
export interface CommandFrame {
  /** Of the command: the ids of its events are derived from it. */
  readonly id: string;
  readonly cause: Cause;
  readonly causationId: string;
  /** When it happened, where that is not now. */
  readonly occurredAt: string | undefined;
}

/** @throws ServiceKitError EVENT_UNDECLARED, EVENT_INVALID */
export function checkedFact(fact: DomainEvent, catalog: Catalog): CheckedFact {
  const definition = catalog(fact.type);
  if (definition === undefined) {
    throw new ServiceKitError('EVENT_UNDECLARED', { type: fact.type, fix: 'declare it in @slipway/contracts' });
  }
  const result = definition.data.safeParse(fact.data);
  if (!result.success) {
    const fields = fieldProblems(result.error.issues);
    throw new ServiceKitError('EVENT_INVALID', { type: fact.type, fields }, { cause: result.error });
  }
  // The store would accept it, but the projections of every service would stop at it.
  const defect = textDefect(result.data);
  if (defect !== undefined) {
    const fields = fieldProblems([{ path: defect.path, message: defect.fix }]);
    throw new ServiceKitError('EVENT_INVALID', { type: fact.type, fields });
  }
  return { type: fact.type, data: result.data, schemaVersion: definition.schemaVersion };
}

export function newEvent(fact: CheckedFact, ordinal: number, frame: CommandFrame, now: string): NewEvent {
  const { actor, correlationId } = frame.cause;
  const traceparent = currentTraceparent(frame.cause.traceparent);
  return {
    id: deriveEventId(frame.id, ordinal),
    type: fact.type,
    schemaVersion: fact.schemaVersion,
    data: fact.data,
    actor,
    correlationId,
    causationId: frame.causationId,
    occurredAt: frame.occurredAt ?? now,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
