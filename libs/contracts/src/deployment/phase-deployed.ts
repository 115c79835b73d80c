import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PhaseDeployed = defineEvent('dev.slipway.deployment.phase-deployed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    phase: z.int().positive(),
    weight: z.number().positive().max(100),
    instances: z.array(z.string()),
  }),
});
export type PhaseDeployed = EventOf<typeof PhaseDeployed>;
