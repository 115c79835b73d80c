import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, EnvironmentName, ReleaseId } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const OutsideDeploymentReported = defineEvent('dev.slipway.intake.outside-deployment-reported.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    digest: Digest,
    weight: z.number().min(0).max(100),
    outcome: z.enum(['progressing', 'success', 'failure', 'rolled-back']),
    origin: Origin,
  }),
});
export type OutsideDeploymentReported = EventOf<typeof OutsideDeploymentReported>;
