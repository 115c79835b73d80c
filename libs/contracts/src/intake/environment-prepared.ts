import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const EnvironmentPrepared = defineEvent('dev.slipway.intake.environment-prepared.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    uri: z.string().optional(),
    origin: Origin,
  }),
});
export type EnvironmentPrepared = EventOf<typeof EnvironmentPrepared>;
