import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const CommunicationPrepared = defineEvent('dev.slipway.planning.communication-prepared.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    messages: z
      .array(
        z.strictObject({
          audience: z.string().min(1),
          channel: z.string().min(1),
          subject: z.string().min(1),
          evidence: EvidenceReference,
        }),
      )
      .min(1),
  }),
});
export type CommunicationPrepared = EventOf<typeof CommunicationPrepared>;
