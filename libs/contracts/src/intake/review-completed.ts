import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, EnvironmentName, ReleaseId, ReleaseType, SemanticVersion, Window } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const ReviewCompleted = defineEvent('dev.slipway.intake.review-completed.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    product: z.string().min(1),
    version: SemanticVersion,
    releaseType: ReleaseType,
    title: z.string().min(1),
    author: z.string().min(1),
    /** False when the author is a name that the identity provider would not give. */
    authorKnown: z.boolean().exactOptional(),
    environment: EnvironmentName,
    components: z.array(z.string().min(1)).min(1),
    artifacts: z.array(ArtifactReference).min(1),
    previousReleaseId: ReleaseId.optional(),
    window: Window,
    reviewers: z.array(z.string().min(1)).min(1),
    templateId: z.string().min(1).optional(),
    origin: Origin,
  }),
});
export type ReviewCompleted = EventOf<typeof ReviewCompleted>;
