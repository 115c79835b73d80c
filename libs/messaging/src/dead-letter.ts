import { hash } from 'node:crypto';
import { limits, shown, topics } from '@slipway/contracts';
import { MessagingError } from './errors.js';
import { headersDefect, isKeyTooLong } from './message-bounds.js';
import type { HeaderValue, IncomingMessage, MessageBus, OutgoingMessage } from './message-bus.js';

/** Why a message goes to the dead letters. */
export interface DeadLetter {
  /** A code, for filters and alerts: `INVALID_DATA`, `HANDLER_FAILED`, or the consumer's own. */
  readonly reason: string;
  /** For people. */
  readonly detail: string;
}

/** A raw consumer returns it to send the message to the dead letters. */
export function deadLetter(reason: string, detail: string): DeadLetter {
  return { reason, detail };
}

const prefix = 'slipway_deadletter_';

/**
 * The original bytes, key and headers, with where they were, who refused them and why. A key or headers above the
 * limits of a message (`limits`) are described instead.
 */
export function deadLetterMessage(
  message: IncomingMessage,
  group: string,
  { reason, detail }: DeadLetter,
): OutgoingMessage {
  const added = {
    reason,
    detail: shown(detail, limits.deadLetter.detailCharacters),
    group,
    topic: message.topic,
    partition: String(message.partition),
    offset: message.offset,
    timestamp: message.timestamp,
  };
  const { key, named } = boundedKey(message.key);
  const ours = prefixed({ ...added, ...named });
  const headers = { ...message.headers, ...ours };
  const tooMuch = headersDefect(headers);
  // A letter that is larger than a message may be would be refused where it is read.
  const kept = tooMuch === undefined ? headers : { ...ours, ...prefixed({ headers: `left out: ${tooMuch}` }) };
  return { key, value: message.value, headers: kept };
}

/** For a key that is too long, its digest and length: every client hashes the key to find its partition. */
function boundedKey(key: Buffer | null): { key: Buffer | null; named: Readonly<Record<string, string>> } {
  if (key === null || !isKeyTooLong(key)) return { key, named: {} };
  const digest = `sha256:${hash('sha256', key, 'hex')}`;
  return { key: Buffer.from(digest), named: { keydigest: digest, keysize: String(key.byteLength) } };
}

/**
 * The letter of a message that is too large to be stored: why, where it is until its topic drops it, and what
 * identifies it.
 */
function cutDeadLetter(message: IncomingMessage, group: string, letter: DeadLetter): OutgoingMessage {
  const value = message.value ?? Buffer.alloc(0);
  const cut = { size: String(value.byteLength), digest: `sha256:${hash('sha256', value, 'hex')}` };
  const { headers } = deadLetterMessage({ ...message, headers: {} }, group, letter);
  return { key: null, value: null, headers: { ...headers, ...prefixed(cut) } };
}

const prefixed = (added: Readonly<Record<string, string>>): Record<string, HeaderValue> =>
  Object.fromEntries(Object.entries(added).map(([name, value]) => [prefix + name, value]));

/**
 * Sends a message to the dead letters; resolves when the broker has stored it. A letter that the topic refuses is cut:
 * retried forever, it would block everything behind it.
 */
export async function setAside(
  bus: Pick<MessageBus, 'publish'>,
  message: IncomingMessage,
  group: string,
  letter: DeadLetter,
): Promise<void> {
  try {
    await bus.publish(topics.deadLetter, [deadLetterMessage(message, group, letter)]);
  } catch (error) {
    if (!(error instanceof MessagingError && error.code === 'MESSAGE_TOO_LARGE')) throw error;
    await bus.publish(topics.deadLetter, [cutDeadLetter(message, group, letter)]);
  }
}
