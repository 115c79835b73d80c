import {
  Actor,
  limits,
  mayHideUnkeepable,
  textDefect,
  type EventDefinition,
  type TextDefect,
  type Topic,
  textOf,
} from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { z } from 'zod';
import { parseCloudEvent, problemsOf } from './cloud-event.js';
import type { DeliveredEvent } from './delivered-event.js';
import { messageDefect } from './message-bounds.js';
import type { Headers, IncomingMessage, OutgoingMessage } from './message-bus.js';

/** The published events by wire type: `eventCatalog` of @slipway/contracts, or fewer in a test. */
export type Catalog = ReadonlyMap<string, EventDefinition>;

/** Why a message on a topic of Slipway is not one of its events. */
export type InvalidEventReason =
  'OUT_OF_BOUNDS' | 'NOT_A_CLOUD_EVENT' | 'UNKNOWN_TYPE' | 'WRONG_TOPIC' | 'INVALID_ATTRIBUTES' | 'INVALID_DATA';

export interface InvalidEvent {
  readonly reason: InvalidEventReason;
  readonly detail: string;
}

export type Decoded = { readonly event: DeliveredEvent } | { readonly invalid: InvalidEvent };

/** An event of the log as a CloudEvent in binary mode, keyed by its trail. */
export function encodeEvent(service: string, event: LoggedEvent): OutgoingMessage {
  return {
    key: event.trail,
    value: Buffer.from(JSON.stringify(event.data)),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: `/slipway/${service}`,
      ce_type: event.type,
      ce_time: event.occurredAt,
      ce_subject: event.stream,
      ce_logindex: String(event.logIndex),
      ce_trail: event.trail,
      ce_trailposition: String(event.trailPosition),
      ce_streamposition: String(event.streamPosition),
      ce_hash: event.hash,
      ce_leafhash: event.leafHash,
      ce_recordedat: event.recordedAt,
      ce_actor: JSON.stringify(event.actor),
      ce_correlationid: event.correlationId,
      ce_causationid: event.causationId,
      ...(event.traceparent === undefined ? {} : { ce_traceparent: event.traceparent }),
    },
  };
}

const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const actor = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** The attributes that every event has in addition to those that CloudEvents requires. */
const SlipwayAttributes = z.object({
  id: z.uuid(),
  type: z.string(),
  time: z.iso.datetime(),
  subject: z.string(),
  logindex: count.pipe(z.int().min(0)),
  trail: z.string().min(1),
  trailposition: count.pipe(z.int().min(1)),
  streamposition: count.pipe(z.int().min(1)),
  hash: digest,
  leafhash: digest,
  recordedat: z.iso.datetime(),
  actor: actor.pipe(Actor),
  correlationid: z.string().max(limits.cloudEvent.correlationId),
  causationid: z.string().max(limits.cloudEvent.correlationId),
  traceparent: z
    .string()
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
    .optional(),
});

/** Nothing is searched that has no escape: a text that no store keeps comes as one. */
const unkeepable = (value: Buffer | null, data: unknown): TextDefect | undefined =>
  value?.includes(String.raw`\u`) === true && mayHideUnkeepable(value.toString()) ? textDefect(data) : undefined;

/** The wire type of a message, without parsing the rest; undefined if it has none. */
export function typeOf(headers: Headers): string | undefined {
  const type = headers['ce_type'];
  return type === undefined || Array.isArray(type) ? undefined : type.toString();
}

type Undecoded = Pick<IncomingMessage, 'headers' | 'value' | 'topic'> & Partial<Pick<OutgoingMessage, 'key'>>;

/** Reads an event from a message and checks all of it: attributes, then data by its definition. */
export function decodeEvent(message: Undecoded, catalog: Catalog): Decoded {
  const tooLarge = messageDefect(message);
  if (tooLarge !== undefined) return invalid('OUT_OF_BOUNDS', tooLarge);
  const parsed = parseCloudEvent(message);
  if ('invalid' in parsed) return invalid('NOT_A_CLOUD_EVENT', parsed.invalid);
  const { type } = parsed.attributes;
  const definition = catalog.get(type);
  if (definition === undefined) return invalid('UNKNOWN_TYPE', `${type} is not in the catalog of published events`);
  if (definition.topic !== message.topic) return invalid('WRONG_TOPIC', `${type} belongs on ${definition.topic}`);
  const attributes = SlipwayAttributes.safeParse(parsed.attributes);
  if (!attributes.success) return invalid('INVALID_ATTRIBUTES', problemsOf(attributes.error));
  try {
    const data = definition.data.safeParse(parsed.data);
    if (!data.success) return invalid('INVALID_DATA', problemsOf(data.error));
    const defect = unkeepable(message.value, data.data);
    if (defect !== undefined) return invalid('INVALID_DATA', `${defect.path.join('.')}: ${defect.fix}`);
    return { event: delivered(attributes.data, definition, data.data) };
  } catch (error) {
    // A refinement can throw on unexpected data; that must not end the consumer.
    return invalid('INVALID_DATA', `the schema of ${type} failed: ${textOf(error)}`);
  }
}

function delivered(
  attributes: z.infer<typeof SlipwayAttributes>,
  { schemaVersion }: EventDefinition,
  data: unknown,
): LoggedEvent {
  return {
    id: attributes.id,
    type: attributes.type,
    schemaVersion,
    data,
    actor: attributes.actor,
    correlationId: attributes.correlationid,
    causationId: attributes.causationid,
    ...(attributes.traceparent === undefined ? {} : { traceparent: attributes.traceparent }),
    occurredAt: attributes.time,
    stream: attributes.subject,
    streamPosition: attributes.streamposition,
    trail: attributes.trail,
    trailPosition: attributes.trailposition,
    recordedAt: attributes.recordedat,
    hash: attributes.hash,
    leafHash: attributes.leafhash,
    logIndex: attributes.logindex,
  };
}

function invalid(reason: InvalidEventReason, detail: string): Decoded {
  return { invalid: { reason, detail } };
}

/** The wire types that are published on this topic: its relay reads them from the log. */
export function typesOn(topic: Topic, catalog: Catalog): readonly string[] {
  return [...catalog.values()].filter((definition) => definition.topic === topic).map(({ type }) => type);
}
