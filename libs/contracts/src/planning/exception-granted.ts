import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ExceptionId, ExceptionTerms } from '../exception.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A rule is weakened for one release. It carries everything that was asked for, so that no reader needs the request. */
export const ExceptionGranted = defineEvent('dev.slipway.planning.exception-granted.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    ...ExceptionTerms.shape,
    exceptionId: ExceptionId,
    requestedBy: z.string().min(1),
    /** Absent when the policy of the release type asks for no second person. */
    confirmedBy: z.string().min(1).exactOptional(),
    /** Whether the release can no longer end `[rl]`. */
    preventsReleased: z.boolean(),
  }),
});
export type ExceptionGranted = EventOf<typeof ExceptionGranted>;
