import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const ArtifactPublished = defineEvent('dev.slipway.intake.artifact-published.v1', {
  topic: topics.intake,
  data: z.strictObject({ digest: Digest, name: z.string().min(1), uri: z.string().min(1), origin: Origin }),
});
export type ArtifactPublished = EventOf<typeof ArtifactPublished>;
