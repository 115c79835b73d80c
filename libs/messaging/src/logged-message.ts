import { topics, type EventDefinition, type Topic } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import type { DeadLetter } from './dead-letter.js';
import { decodeEvent, encodeEvent, type Catalog } from './event-message.js';
import type { HeaderValue, IncomingMessage } from './message-bus.js';

/** Where a message claims to stand in the log; undefined when it claims no place. */
export function placeInLog({ headers }: IncomingMessage): number | undefined {
  const index = single(headers['ce_logindex']);
  return index !== undefined && /^\d{1,15}$/.test(index) ? Number(index) : undefined;
}

/**
 * Whether the message is exactly that event of the log: on its topic, under its key, each attribute and each byte of
 * the data as its relay publishes them. Headers that others add on the way are ignored.
 */
export function isAsLogged(message: IncomingMessage, event: LoggedEvent, { topic }: EventDefinition): boolean {
  if (message.topic !== topic) return false;
  const { key, value, headers } = encodeEvent(publisherOf(topic), event);
  if (message.key?.toString() !== key || value === null || message.value?.equals(value) !== true) return false;
  return Object.entries(headers).every(([name, text]) => single(message.headers[name]) === text);
}

/** What is wrong with a message that the log does not have: it is not an event of Slipway, or it is forged. */
export function refusalOf(message: IncomingMessage, catalog: Catalog): DeadLetter {
  const decoded = decodeEvent(message, catalog);
  if ('invalid' in decoded) return decoded.invalid;
  const { logIndex, type } = decoded.event;
  const detail = `the log does not have this ${type} at index ${String(logIndex)}: somebody else than the relay wrote it`;
  return { reason: 'NOT_IN_THE_LOG', detail };
}

/** The message for an event of the log, with its place in the topic. */
export function messageOf(
  event: LoggedEvent,
  place: Omit<IncomingMessage, 'key' | 'headers' | 'value'>,
): IncomingMessage {
  const { key, headers, value } = encodeEvent(publisherOf(place.topic), event);
  return { ...place, key: key === null ? null : Buffer.from(key), headers, value };
}

const publisherOf = (topic: Topic): string => Object.entries(topics).find(([, name]) => name === topic)?.[0] ?? topic;

/** A header that occurs twice counts for none. */
function single(value: HeaderValue): string | undefined {
  return value === undefined || Array.isArray(value) ? undefined : value.toString();
}
