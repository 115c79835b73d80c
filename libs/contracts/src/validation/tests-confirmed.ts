import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, EventReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TestsConfirmed = defineEvent('dev.slipway.validation.tests-confirmed.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    /** The artifacts that the suites tested. */
    digests: z.array(Digest).min(1).exactOptional(),
    suites: z.array(z.strictObject({ suite: z.string().min(1), result: EventReference })).min(1),
  }),
});
export type TestsConfirmed = EventOf<typeof TestsConfirmed>;
