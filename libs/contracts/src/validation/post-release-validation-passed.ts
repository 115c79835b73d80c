import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckKind } from '../checks.js';
import { topics } from '../topics.js';

export const PostReleaseValidationPassed = defineEvent('dev.slipway.validation.post-release-validation-passed.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, kinds: z.array(CheckKind).min(1) }),
});
export type PostReleaseValidationPassed = EventOf<typeof PostReleaseValidationPassed>;
