import type { InboundRejection } from '../domain/rejections.js';

export const rejectionStatus = {
  CLOUDEVENT_INVALID: 400,
  CLOUDEVENT_TOO_LARGE: 413,
  SOURCE_NOT_ALLOWED: 403,
  TYPE_UNKNOWN: 422,
  PAYLOAD_INVALID: 422,
  INBOUND_ID_REUSED: 409,
} satisfies Record<InboundRejection, number>;
