import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A case that is a workflow of the users was rejected after it had been accepted. */
export const WorkflowsNotValidated = defineEvent('dev.slipway.validation.workflows-not-validated.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    cases: z.array(z.string().min(1)).min(1),
  }),
});
export type WorkflowsNotValidated = EventOf<typeof WorkflowsNotValidated>;
