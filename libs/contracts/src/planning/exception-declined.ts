import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ExceptionId } from '../exception.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A requested exception is refused, or withdrawn by who asked for it. */
export const ExceptionDeclined = defineEvent('dev.slipway.planning.exception-declined.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    exceptionId: ExceptionId,
    by: z.string().min(1),
    reason: z.string().min(1),
  }),
});
export type ExceptionDeclined = EventOf<typeof ExceptionDeclined>;
