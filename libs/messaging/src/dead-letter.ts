import { topics } from '@slipway/contracts';
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
  return {
    key: message.key,
    value: message.value,
    headers: {
      ...message.headers,
      ...Object.fromEntries(
        Object.entries(added).map(([name, value]): [string, HeaderValue] => [prefix + name, value]),
      ),
    },
  };
}

/** Sets a message aside; resolves when the broker has it. */
export async function setAside(
  bus: Pick<MessageBus, 'publish'>,
  message: IncomingMessage,
  group: string,
  letter: DeadLetter,
): Promise<void> {
  await bus.publish(topics.deadLetter, [deadLetterMessage(message, group, letter)]);
}
