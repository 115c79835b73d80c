import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckKind, CheckResult, Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const PostReleaseCheckPassed = defineEvent('dev.slipway.validation.post-release-check-passed.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    kind: CheckKind,
    results: z.array(CheckResult).min(1),
    measurements: Measurements.optional(),
  }),
});
export type PostReleaseCheckPassed = EventOf<typeof PostReleaseCheckPassed>;
