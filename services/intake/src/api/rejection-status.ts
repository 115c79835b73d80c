import type { DocumentRejection, InboundRejection } from '../domain/rejections.js';

export const rejectionStatus = {
  CLOUDEVENT_INVALID: 400,
  CLOUDEVENT_TOO_LARGE: 413,
  SOURCE_NOT_ALLOWED: 403,
  TYPE_UNKNOWN: 422,
  PAYLOAD_INVALID: 422,
  INBOUND_ID_REUSED: 409,
  RELEASE_UNKNOWN: 422,
  RELEASE_EXISTS: 409,
  TEMPLATE_UNKNOWN: 422,
  EVIDENCE_EMPTY: 422,
  EVIDENCE_NOT_OF_MEDIA_TYPE: 422,
  EVIDENCE_MEDIA_TYPE_DIFFERS: 409,
} satisfies Record<InboundRejection | DocumentRejection, number>;
