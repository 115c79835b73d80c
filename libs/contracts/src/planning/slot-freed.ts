import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId, Window } from '../primitives.js';
import { topics } from '../topics.js';

/** A component of an environment is no longer kept for the release. */
export const SlotFreed = defineEvent('dev.slipway.planning.slot-freed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    environment: EnvironmentName,
    component: z.string().min(1),
    releaseId: ReleaseId,
    /** Absent when the release keeps none at all. */
    window: Window.exactOptional(),
    reason: z.string().min(1),
  }),
});
export type SlotFreed = EventOf<typeof SlotFreed>;
