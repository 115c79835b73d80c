import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId, Window } from '../primitives.js';
import { topics } from '../topics.js';

export const TimelinePublished = defineEvent('dev.slipway.planning.timeline-published.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    window: Window,
    impacts: z.array(z.string().min(1)),
    evidence: EvidenceReference,
  }),
});
export type TimelinePublished = EventOf<typeof TimelinePublished>;
