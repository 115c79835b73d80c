import { CodedError } from '@slipway/decider';

export type MessagingErrorCode =
  /** `currentCause()` was called outside a command, a reaction or a timer. */
  | 'NO_CAUSE'
  /** A provider is decorated with @Reaction and has no `handle` method, or two of a group subscribe to the same event. */
  | 'INVALID_REACTION'
  /** A newer publisher of this name has taken over; the broker refuses everything that this one sends. */
  | 'PUBLISHER_FENCED'
  /** The broker did not acknowledge; whether the messages are there is known after the next takeover. */
  | 'PUBLISH_FAILED'
  /** The broker refuses messages of this size on this topic; nothing that was sent with it is stored. */
  | 'MESSAGE_TOO_LARGE'
  /** The bus was closed. */
  | 'BUS_CLOSED'
  /** A topic that must exist up front is missing. */
  | 'TOPIC_MISSING'
  /** The relay's cursor cannot be read or moved: is its table there, and the database? */
  | 'CURSOR_UNAVAILABLE';

/** The errors between a service and the bus. */
export class MessagingError extends CodedError<MessagingErrorCode> {}
