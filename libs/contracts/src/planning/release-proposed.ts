import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseSummary, TemplateReference } from '../release.js';
import { topics } from '../topics.js';

export const ReleaseProposed = defineEvent('dev.slipway.planning.release-proposed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    ...ReleaseSummary.shape,
    template: TemplateReference,
    reviewedBy: z.array(z.string().min(1)),
    /** Who published the template that it pins; absent for the built-in one. */
    templatePublishedBy: z.string().min(1).exactOptional(),
  }),
});
export type ReleaseProposed = EventOf<typeof ReleaseProposed>;
