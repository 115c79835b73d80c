import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const NotificationFailed = defineEvent('dev.slipway.planning.notification-failed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    audience: z.string().min(1),
    channel: z.string().min(1),
    reason: z.string().min(1),
    /** The deadline that has passed. Later failures of this audience and channel are not recorded. */
    deadline: Instant.exactOptional(),
  }),
});
export type NotificationFailed = EventOf<typeof NotificationFailed>;
