import { hash } from 'node:crypto';
import { topics } from '@slipway/contracts';
import { MessagingError } from './errors.js';
import type { HeaderValue, IncomingMessage, MessageBus, OutgoingMessage } from './message-bus.js';

/** Why a message is set aside. */
export interface DeadLetter {
  /** A code, for filters and alerts: `INVALID_DATA`, `HANDLER_FAILED`, or the consumer's own. */
  readonly reason: string;
  /** For people. */
  readonly detail: string;
}

/** What a raw consumer returns to have a message set aside. */
export function deadLetter(reason: string, detail: string): DeadLetter {
  return { reason, detail };
}

const prefix = 'slipway_deadletter_';
const longestDetail = 2000;

/** The original bytes, key and headers, and beside them where they were, who refused them and why. */
export function deadLetterMessage(
  message: IncomingMessage,
  group: string,
  { reason, detail }: DeadLetter,
): OutgoingMessage {
  const added = {
    reason,
    detail: detail.slice(0, longestDetail),
    group,
    topic: message.topic,
    partition: String(message.partition),
    offset: message.offset,
    timestamp: message.timestamp,
  };
  return { key: message.key, value: message.value, headers: { ...message.headers, ...prefixed(added) } };
}

/** What is kept of a message that is too large to be set aside: why, where it lies until its topic drops it, and what tells it from others. */
function cutDeadLetter(message: IncomingMessage, group: string, letter: DeadLetter): OutgoingMessage {
  const value = message.value ?? Buffer.alloc(0);
  const cut = { size: String(value.byteLength), digest: `sha256:${hash('sha256', value, 'hex')}` };
  const { headers } = deadLetterMessage({ ...message, headers: {} }, group, letter);
  return { key: null, value: null, headers: { ...headers, ...prefixed(cut) } };
}

const prefixed = (added: Readonly<Record<string, string>>): Record<string, HeaderValue> =>
  Object.fromEntries(Object.entries(added).map(([name, value]) => [prefix + name, value]));

/**
 * Sets a message aside; resolves when the broker has it. One that the topic does not take is cut: tried for ever, it would block all
 * that is behind it.
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
