import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const GateDecided = defineEvent('dev.slipway.planning.gate-decided.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    gate: z.string().min(1),
    name: z.string().min(1),
    verdict: z.enum(['passed', 'failed']),
    inputs: z
      .array(z.strictObject({ eventId: z.uuid(), type: z.string().min(1), values: z.record(z.string(), z.json()) }))
      .min(1),
    policyDigest: Digest,
  }),
});
export type GateDecided = EventOf<typeof GateDecided>;
