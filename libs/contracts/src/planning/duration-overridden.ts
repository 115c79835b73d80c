import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ExceptionId } from '../exception.js';
import { Duration, ReleaseId } from '../primitives.js';
import { DurationName } from '../release.js';
import { topics } from '../topics.js';

export const DurationOverridden = defineEvent('dev.slipway.planning.duration-overridden.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    duration: DurationName,
    from: Duration,
    to: Duration,
    reason: z.string().min(1),
    /** The exception that allowed it, where it weakens what is judged. */
    exceptionId: ExceptionId.exactOptional(),
  }),
});
export type DurationOverridden = EventOf<typeof DurationOverridden>;
