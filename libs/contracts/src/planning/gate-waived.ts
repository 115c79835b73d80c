import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const GateWaived = defineEvent('dev.slipway.planning.gate-waived.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, gate: z.string().min(1), reason: z.string().min(1) }),
});
export type GateWaived = EventOf<typeof GateWaived>;
