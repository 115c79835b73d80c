/** A CloudEvent as received: parsed, but not validated yet. */
export interface InboundMessage {
  readonly id: string;
  /** Together with the id, it identifies the message. */
  readonly source: string;
  readonly type: string;
  /** When it happened, according to its sender. */
  readonly time?: string;
  readonly data: unknown;
}

/**
 * What a stream of one inbound message is named after: its sha-256 goes into the name. A CloudEvent with a line break in its source or
 * id is refused before, so no two messages read alike.
 */
export const inboundIdentity = ({ source, id }: Pick<InboundMessage, 'source' | 'id'>): string => `${source}\n${id}`;
