import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackRequested = defineEvent('dev.slipway.planning.rollback-requested.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type RollbackRequested = EventOf<typeof RollbackRequested>;
