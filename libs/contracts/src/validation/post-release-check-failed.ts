import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckKind, CheckResult, Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const PostReleaseCheckFailed = defineEvent('dev.slipway.validation.post-release-check-failed.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    kind: CheckKind,
    results: z.array(CheckResult).min(1),
    measurements: Measurements.optional(),
  }),
});
export type PostReleaseCheckFailed = EventOf<typeof PostReleaseCheckFailed>;
