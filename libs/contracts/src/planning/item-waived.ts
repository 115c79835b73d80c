import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ExceptionId } from '../exception.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A granted exception lets the flow go on without this action, trigger, dependency or output. */
export const ItemWaived = defineEvent('dev.slipway.planning.item-waived.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    kind: z.enum(['trigger', 'action', 'dependency', 'output']),
    step: z.string().min(1),
    item: z.string().min(1),
    text: z.string().min(1),
    exceptionId: ExceptionId,
    reason: z.string().min(1),
  }),
});
export type ItemWaived = EventOf<typeof ItemWaived>;
