/** Why a message is refused: the reason in its dead letter and the code of its problem. */
export type InboundRejection =
  /** Not a CloudEvent, or one with wrong attributes. */
  | 'CLOUDEVENT_INVALID'
  | 'CLOUDEVENT_TOO_LARGE'
  /** The publisher is not allowed to use this source. */
  | 'SOURCE_NOT_ALLOWED'
  | 'TYPE_UNKNOWN'
  | 'PAYLOAD_INVALID'
  /** The same source and id came before with other content. */
  | 'INBOUND_ID_REUSED'
  /** It names a release whose [rv] was never accepted. */
  | 'RELEASE_UNKNOWN'
  /** A completed review of a release that there is already. */
  | 'RELEASE_EXISTS'
  /** A completed review that names a template that was never published. */
  | 'TEMPLATE_UNKNOWN';

/** Why a document is refused. */
export type DocumentRejection =
  | 'RELEASE_UNKNOWN'
  | 'EVIDENCE_EMPTY'
  /** The bytes do not match the media type. */
  | 'EVIDENCE_NOT_OF_MEDIA_TYPE'
  /** The release has the same bytes already, as something else. */
  | 'EVIDENCE_MEDIA_TYPE_DIFFERS';
