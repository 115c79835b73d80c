import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

/** An environment that had been made ready no longer is. */
export const EnvironmentLost = defineEvent('dev.slipway.intake.environment-lost.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    reason: z.string().min(1),
    origin: Origin,
  }),
});
export type EnvironmentLost = EventOf<typeof EnvironmentLost>;
