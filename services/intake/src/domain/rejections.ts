/** Why a message is refused: the reason in its dead letter and the code of its problem. */
export type InboundRejection =
  /** Not a CloudEvent at all, or one whose attributes are wrong. */
  | 'CLOUDEVENT_INVALID'
  | 'CLOUDEVENT_TOO_LARGE'
  /** The source is not one of those that this publisher may speak for. */
  | 'SOURCE_NOT_ALLOWED'
  | 'TYPE_UNKNOWN'
  | 'PAYLOAD_INVALID'
  /** The same source and id came before with other content. */
  | 'INBOUND_ID_REUSED';
