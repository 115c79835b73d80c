import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const WorkflowsValidated = defineEvent('dev.slipway.validation.workflows-validated.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, cases: z.array(z.string().min(1)).min(1) }),
});
export type WorkflowsValidated = EventOf<typeof WorkflowsValidated>;
