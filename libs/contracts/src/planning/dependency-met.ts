import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DependencyMet = defineEvent('dev.slipway.planning.dependency-met.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    dependency: z.string().min(1),
    text: z.string().min(1),
    by: FactReference,
  }),
});
export type DependencyMet = EventOf<typeof DependencyMet>;
