import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference } from '../primitives.js';
import { TemplateReference } from '../release.js';
import { topics } from '../topics.js';

export const TemplatePublished = defineEvent('dev.slipway.planning.template-published.v1', {
  topic: topics.planning,
  data: z.strictObject({
    template: TemplateReference,
    title: z.string().min(1),
    evidence: EvidenceReference,
    /** The person who published it. */
    by: z.string().min(1).exactOptional(),
  }),
});
export type TemplatePublished = EventOf<typeof TemplatePublished>;
