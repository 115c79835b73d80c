import type { IncomingMessage, PublishedPosition } from './message-bus.js';

/** Where these messages stand in the log, highest first; what is no event of ours is passed over. */
export function tailOf(messages: readonly Pick<IncomingMessage, 'headers'>[]): readonly PublishedPosition[] {
  return messages
    .flatMap(({ headers }): PublishedPosition[] => {
      const [logIndex, eventId] = [headers['ce_logindex'], headers['ce_id']].map(String);
      return logIndex !== undefined && eventId !== undefined && /^\d{1,15}$/.test(logIndex)
        ? [{ logIndex: Number(logIndex), eventId }]
        : [];
    })
    .sort((one, other) => other.logIndex - one.logIndex);
}
