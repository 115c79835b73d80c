import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const AcceptanceConfirmed = defineEvent('dev.slipway.validation.acceptance-confirmed.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, owner: z.string().min(1), ratio: z.number().min(0).max(1) }),
});
export type AcceptanceConfirmed = EventOf<typeof AcceptanceConfirmed>;
