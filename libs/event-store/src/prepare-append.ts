import { Actor, limits, mayHideUnkeepable, textDefect, type EventDefinition } from '@slipway/contracts';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { EventStoreError } from './errors.js';
import type { Append, ExpectedPosition, NewEvent } from './event-store.js';

export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  /** Canonical JSON of everything that the caller supplies about the event except its data. */
  readonly envelope: string;
  /** Canonical JSON of the data. */
  readonly payload: string;
}

/** An append whose bytes are final: what is hashed and stored. */
export interface PreparedAppend {
  readonly stream: string;
  readonly trail: string;
  readonly expected: ExpectedPosition;
  readonly events: readonly PreparedEvent[];
}

/** Events travel on Kafka too, whose messages are at most 1 MiB by default. */
const { payloadBytes: maximumPayloadBytes, perAppend: maximumEventsPerAppend } = limits.event;

/** A valid calendar date in the range of timestamptz, with at most nanosecond precision. */
const instant =
  /^(?:[12]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:[12]\d(?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** The database checks the same, see `store.is_envelope`. */
const Envelope = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'an id is a UUID in lower case'),
  type: z.string().regex(/^[!#-[\]-~]{1,200}$/, 'a type is 1 to 200 visible ASCII characters'),
  schemaVersion: z.int().positive().max(999_999_999),
  actor: Actor,
  correlationId: z.string().min(1).max(200),
  causationId: z.string().min(1).max(200),
  traceparent: z
    .string()
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, 'traceparent is that of W3C Trace Context')
    .optional(),
  occurredAt: z.string().regex(instant, 'an instant is ISO 8601 in UTC: 2026-11-23T10:00:00.000Z'),
});

const Target = z.object({
  stream: z.string().regex(/^[a-z][a-z0-9]*-[\x21-\x7e]{1,180}$/, 'a stream is <category>-<id>, without spaces'),
  trail: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'a trail is 1 to 200 visible ASCII characters'),
  expected: z.union([z.int().nonnegative(), z.enum(['none', 'any'])]),
});

export type Definitions = ReadonlyMap<string, EventDefinition>;

/**
 * Validates the input and creates the bytes that will be stored.
 * With definitions, the type must be one of them and the data must satisfy its schema.
 * @throws EventStoreError INVALID_EVENT
 */
export function prepareAppend(append: Append, definitions?: Definitions): PreparedAppend {
  const target = checked(Target, append, '');
  const count = append.events.length;
  if (count === 0 || count > maximumEventsPerAppend) {
    throw invalid('events', `an append holds 1 to ${String(maximumEventsPerAppend)} events, not ${String(count)}`);
  }
  const events = append.events.map((event, index) => prepareEvent(event, `events[${String(index)}]`, definitions));
  if (new Set(events.map(({ id }) => id)).size !== count)
    throw invalid('events', 'two events of one append share an id');
  return { ...target, events };
}

/**
 * Finds what makes a stored event unreadable. No append creates such an event, but a client with write access to the database can.
 * @returns the field and the problem; undefined if the event is valid
 */
export function envelopeDefect(event: NewEvent): string | undefined {
  const names = Object.keys(Envelope.shape) as (keyof typeof Envelope.shape)[];
  const present = names.filter((name) => event[name] !== undefined);
  const result = Envelope.safeParse(Object.fromEntries(present.map((name) => [name, event[name]])));
  const [issue] = result.error?.issues ?? [];
  return issue === undefined ? undefined : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

function prepareEvent({ data, ...rest }: NewEvent, field: string, definitions?: Definitions): PreparedEvent {
  const envelope = checked(Envelope, rest, `${field}.`);
  demandObject(data, `${field}.data`);
  if (definitions !== undefined) checkData(data, envelope, field, definitions);
  const payload = canonical(data, `${field}.data`);
  if (Buffer.byteLength(payload) > maximumPayloadBytes) {
    throw invalid(
      `${field}.data`,
      `is longer than ${String(maximumPayloadBytes)} bytes: put it into the evidence store`,
    );
  }
  return { id: envelope.id, type: envelope.type, envelope: canonical(envelope, field), payload };
}

/** Readers need fields by name, so the data must be a JSON object. */
function demandObject(data: unknown, field: string): void {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw invalid(field, 'is no object');
}

function checkData(
  data: unknown,
  { type, schemaVersion }: { type: string; schemaVersion: number },
  field: string,
  definitions: Definitions,
): void {
  const definition = definitions.get(type);
  if (definition === undefined) throw invalid(`${field}.type`, `'${type}' is not a declared event`);
  if (definition.schemaVersion !== schemaVersion) {
    throw invalid(`${field}.schemaVersion`, `'${type}' has schema version ${String(definition.schemaVersion)}`);
  }
  checked(definition.data, data, `${field}.data.`);
}

/** The data of an event as reading it gives it back. */
export const asStored = (data: unknown): unknown => JSON.parse(canonical(data, 'data')) as unknown;

/** JSON that PostgreSQL and every reader can handle: the store keeps it permanently. */
function canonical(value: unknown, field: string): string {
  const text = canonicalJson(value, field);
  const defect = mayHideUnkeepable(text) ? textDefect(value) : undefined;
  if (defect === undefined) return text;
  throw invalid([field, ...defect.path].join('.'), defect.fix);
}

function canonicalJson(value: unknown, field: string): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (cause) {
    throw invalid(field, `has no canonical JSON: ${String(cause)}`, cause);
  }
  throw invalid(field, 'has no canonical JSON: it is undefined');
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, prefix: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(prefix + (issue?.path.map(String).join('.') ?? ''), issue?.message ?? 'is invalid', result.error);
}

function invalid(field: string, problem: string, cause?: unknown): EventStoreError {
  return new EventStoreError('INVALID_EVENT', { field, problem }, cause === undefined ? undefined : { cause });
}
