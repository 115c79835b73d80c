import type { LoggedEvent } from '@slipway/event-store';
import { encodeEvent } from '../event-message.js';
import type { OutgoingMessage } from '../message-bus.js';

export interface Batch {
  readonly messages: readonly OutgoingMessage[];
  readonly last: LoggedEvent;
}

/** By default, brokers refuse a record batch above one mebibyte, which includes headers and framing. */
const largestBatch = 512 * 1024;

/** Cuts events into batches that a broker takes, in order; an event above the limit gets a batch of its own. */
export function inBatches(service: string, events: readonly LoggedEvent[]): readonly Batch[] {
  const batches: { messages: OutgoingMessage[]; last: LoggedEvent }[] = [];
  let size = 0;
  for (const event of events) {
    const message = encodeEvent(service, event);
    const bytes = sizeOf(message);
    const open = batches.at(-1);
    if (open === undefined || size + bytes > largestBatch) {
      batches.push({ messages: [message], last: event });
      size = bytes;
    } else {
      open.messages.push(message);
      open.last = event;
      size += bytes;
    }
  }
  return batches;
}

function sizeOf({ value, headers }: OutgoingMessage): number {
  const names = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + String(text).length + 4, 0);
  return names + (value?.length ?? 0);
}
