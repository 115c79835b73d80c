import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const NotificationDelivered = defineEvent('dev.slipway.planning.notification-delivered.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    audience: z.string().min(1),
    channel: z.string().min(1),
    receipt: z.string().min(1),
    deliveredAt: Instant,
  }),
});
export type NotificationDelivered = EventOf<typeof NotificationDelivered>;
