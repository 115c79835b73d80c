import { fieldProblems, instantOf, isNestedTooDeep, limits, textOf } from '@slipway/contracts';
import { z } from 'zod';
import type { Headers, IncomingMessage } from './message-bus.js';

const attributeName = /^[a-z0-9]+$/;

/** A string of CloudEvents: no control characters (so no line breaks either), no half surrogate pairs, no noncharacters. */
const anyText = z
  .string()
  .max(limits.cloudEvent.attribute, { abort: true })
  .regex(/^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]*$/u, 'must be text without control characters');
const text = anyText.min(1);
const extension = z.union([anyText, z.number(), z.boolean()]);

/** The context attributes of CloudEvents 1.0, and any extensions. */
const Attributes = z
  .object({
    specversion: z.literal('1.0', 'only CloudEvents 1.0 is understood'),
    id: text,
    source: text,
    type: text,
    time: z
      .string()
      .refine((time) => instantOf(time) !== undefined, 'must be a time of RFC 3339, such as 2026-01-01T10:00:00Z')
      .optional(),
    subject: text.optional(),
    datacontenttype: text.optional(),
    dataschema: text.optional(),
  })
  .catchall(extension)
  .refine((attributes) => Object.keys(attributes).every((name) => attributeName.test(name)), {
    message: 'attribute names are lower-case letters and digits',
  });
export type CloudEventAttributes = z.infer<typeof Attributes>;

export interface CloudEvent {
  readonly attributes: CloudEventAttributes;
  /** Parsed when its content type is JSON, text when it is text, else the bytes; undefined when there is none. */
  readonly data: unknown;
}

export interface InvalidMessage {
  /** For people: what is wrong, and where. */
  readonly invalid: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const structuredMode = /^application\/cloudevents(?:-batch)?(?:\+[a-z]+)?$/;
const json = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;

/**
 * Reads a CloudEvent from a Kafka message of any system, in binary mode (`ce_` headers) or structured mode (content
 * type `application/cloudevents+json`), according to the CloudEvents 1.0 Kafka protocol binding. Never throws: a
 * message that is not a CloudEvent is returned as `{ invalid }`.
 */
export function parseCloudEvent({
  headers,
  value,
}: Pick<IncomingMessage, 'headers' | 'value'>): CloudEvent | InvalidMessage {
  try {
    const names = headersByLowerCase(headers);
    const contentType = names.get('content-type');
    const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
    return mediaType !== undefined && structuredMode.test(mediaType)
      ? structured(mediaType, value)
      : binary(names, contentType, mediaType, value);
  } catch (error) {
    if (error instanceof MalformedError) return { invalid: error.message };
    throw error;
  }
}

class MalformedError extends Error {}

function structured(mediaType: string, value: Buffer | null): CloudEvent {
  if (mediaType !== 'application/cloudevents+json') {
    throw new MalformedError(`${mediaType} is not understood: send one event as application/cloudevents+json`);
  }
  const envelope = z.record(z.string(), z.unknown()).safeParse(parseJson(value ?? Buffer.alloc(0), 'the value'));
  if (!envelope.success) throw new MalformedError('the value must be a JSON object');
  const { data, data_base64: base64, ...attributes } = envelope.data;
  if (base64 === undefined) return { attributes: checked(withoutNulls(attributes)), data };
  if (data !== undefined) throw new MalformedError('data and data_base64 exclude each other');
  const bytes = z.base64().safeParse(base64);
  if (!bytes.success) throw new MalformedError('data_base64 must be base64');
  const known = checked(withoutNulls(attributes));
  const dataType = known.datacontenttype?.split(';', 1)[0]?.trim().toLowerCase() ?? 'application/octet-stream';
  return { attributes: known, data: binaryData(dataType, Buffer.from(bytes.data, 'base64')) };
}

/** In the JSON format, a null attribute is the same as an absent one. */
function withoutNulls(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

function binary(
  headers: ReadonlyMap<string, string>,
  contentType: string | undefined,
  mediaType: string | undefined,
  value: Buffer | null,
): CloudEvent {
  const attributes = [...headers].flatMap(([name, text]) => (name.startsWith('ce_') ? [[name.slice(3), text]] : []));
  if (attributes.length === 0) {
    throw new MalformedError(
      'not a CloudEvent: no ce_ headers, and the content type is not application/cloudevents+json',
    );
  }
  const known = Object.fromEntries(attributes) as Record<string, unknown>;
  return {
    attributes: checked(contentType === undefined ? known : { ...known, datacontenttype: contentType }),
    data: binaryData(mediaType ?? 'application/json', value),
  };
}

function binaryData(mediaType: string, value: Buffer | null): unknown {
  if (value === null) return undefined;
  if (json.test(mediaType)) return parseJson(value, 'the data');
  return mediaType.startsWith('text/') ? decode(value, 'the data') : value;
}

function checked(attributes: Record<string, unknown>): CloudEventAttributes {
  const result = Attributes.safeParse(attributes);
  if (!result.success) throw new MalformedError(problemsOf(result.error));
  return result.data;
}

/** One line: `field: what is wrong; field: …`. */
export function problemsOf({ issues }: z.ZodError): string {
  return fieldProblems(issues)
    .map(({ field, fix }) => `${field}: ${fix}`)
    .join('; ');
}

function headersByLowerCase(headers: Headers): Map<string, string> {
  const byName = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value === undefined || (lower !== 'content-type' && !lower.startsWith('ce_'))) continue;
    if (Array.isArray(value) || byName.has(lower)) throw new MalformedError(`the header ${lower} occurs twice`);
    byName.set(lower, typeof value === 'string' ? value : decode(value, `the header ${lower}`));
  }
  return byName;
}

function decode(bytes: Buffer, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new MalformedError(`${what} must be UTF-8`, { cause });
  }
}

function parseJson(bytes: Buffer, what: string): unknown {
  const text = decode(bytes, what);
  if (isNestedTooDeep(bytes)) throw new MalformedError(`${what} must nest at most ${String(limits.json.depth)} deep`);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new MalformedError(`${what} must be JSON: ${textOf(cause)}`, {
      cause,
    });
  }
}
