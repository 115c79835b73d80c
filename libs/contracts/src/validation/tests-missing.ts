import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TestsMissing = defineEvent('dev.slipway.validation.tests-missing.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    /** The artifacts for which a suite is missing. */
    digests: z.array(Digest).min(1).exactOptional(),
    suites: z.array(z.strictObject({ suite: z.string().min(1), reason: z.string().min(1) })).min(1),
  }),
});
export type TestsMissing = EventOf<typeof TestsMissing>;
