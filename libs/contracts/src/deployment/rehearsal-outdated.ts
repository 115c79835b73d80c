import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** The way back is another one than the one that was rehearsed. */
export const RehearsalOutdated = defineEvent('dev.slipway.deployment.rehearsal-outdated.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type RehearsalOutdated = EventOf<typeof RehearsalOutdated>;
