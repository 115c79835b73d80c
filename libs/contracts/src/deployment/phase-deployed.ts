import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PhaseDeployed = defineEvent('dev.slipway.deployment.phase-deployed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    phase: z.int().positive(),
    weight: z.number().positive().max(100),
    instances: z.array(z.string()),
    /** How long the phase is watched before it is verified. */
    bakeUntil: Instant,
  }),
});
export type PhaseDeployed = EventOf<typeof PhaseDeployed>;
