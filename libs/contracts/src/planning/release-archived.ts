import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseArchived = defineEvent('dev.slipway.planning.release-archived.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    bundle: EvidenceReference,
    events: z.int().nonnegative(),
    head: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});
export type ReleaseArchived = EventOf<typeof ReleaseArchived>;
