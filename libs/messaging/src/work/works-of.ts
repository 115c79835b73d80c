import type { BatchConsumer, GroupConsumer, IncomingMessage, Work } from '../message-bus.js';

/** How a group looks at a batch, whichever kind of consumer it has. */
export function receiverOf(consumer: GroupConsumer): BatchConsumer['receive'] {
  if ('receive' in consumer) return (messages, handling, room) => consumer.receive(messages, handling, room);
  return (messages) =>
    Promise.resolve(
      messages.map((message): Work[] => [
        {
          lane: laneOf(message),
          weight: sizeOf(message),
          run: (handling) => consumer.handle(message, handling),
        },
      ]),
    );
}

/** Messages without a key come in the order of their partition. */
const laneOf = ({ key }: IncomingMessage): string => key?.toString('latin1') ?? '';

/** What an object costs beside its bytes. */
const overhead = 500;

function sizeOf({ key, value, headers }: IncomingMessage): number {
  const texts = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + String(text).length, 0);
  return overhead + 2 * (key?.length ?? 0) + (value?.length ?? 0) + texts;
}
