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
  | 'INBOUND_ID_REUSED'
  /** It names a release whose [rv] was never taken. */
  | 'RELEASE_UNKNOWN'
  /** A completed review of a release that there is already. */
  | 'RELEASE_EXISTS'
  /** A completed review under a flow that nobody has published. */
  | 'TEMPLATE_UNKNOWN';

/** Why a document is refused. */
export type DocumentRejection =
  | 'RELEASE_UNKNOWN'
  | 'EVIDENCE_EMPTY'
  /** Its bytes are not what its media type says. */
  | 'EVIDENCE_NOT_OF_MEDIA_TYPE'
  /** The release has the same bytes already, as something else. */
  | 'EVIDENCE_MEDIA_TYPE_DIFFERS';
