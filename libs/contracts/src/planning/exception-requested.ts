import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ExceptionId, ExceptionTerms } from '../exception.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Somebody asks that a rule be weakened for one release. Until it is granted nothing changes. */
export const ExceptionRequested = defineEvent('dev.slipway.planning.exception-requested.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    ...ExceptionTerms.shape,
    exceptionId: ExceptionId,
    requestedBy: z.string().min(1),
    /** Whether a second person must confirm it. */
    needsConfirmation: z.boolean(),
  }),
});
export type ExceptionRequested = EventOf<typeof ExceptionRequested>;
