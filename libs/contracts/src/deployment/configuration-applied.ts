import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ConfigurationApplied = defineEvent('dev.slipway.deployment.configuration-applied.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    settings: z.array(z.strictObject({ name: z.string().min(1), digest: Digest, secret: z.boolean() })),
  }),
});
export type ConfigurationApplied = EventOf<typeof ConfigurationApplied>;
