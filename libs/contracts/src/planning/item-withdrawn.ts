import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** What had met an item of the flow does so no longer; the item is open again. */
export const ItemWithdrawn = defineEvent('dev.slipway.planning.item-withdrawn.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    kind: z.enum(['trigger', 'action', 'criterion', 'dependency']),
    /** Of triggers and actions. */
    step: z.string().min(1).exactOptional(),
    item: z.string().min(1),
    text: z.string().min(1),
    /** What had met it. */
    was: FactReference,
    reason: z.string().min(1),
  }),
});
export type ItemWithdrawn = EventOf<typeof ItemWithdrawn>;
