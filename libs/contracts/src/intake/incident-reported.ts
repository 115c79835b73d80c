import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const IncidentReported = defineEvent('dev.slipway.intake.incident-reported.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    title: z.string().min(1),
    detail: z.string(),
    /** Where it happened; the release's environment when its source does not say. */
    environment: EnvironmentName.exactOptional(),
    /** What its source calls it; two incidents may share a title. */
    incident: z.string().min(1).exactOptional(),
    origin: Origin,
  }),
});
export type IncidentReported = EventOf<typeof IncidentReported>;
