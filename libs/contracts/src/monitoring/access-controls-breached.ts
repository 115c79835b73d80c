import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { CheckResult } from '../checks.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** What must be denied was allowed, or what must be allowed was denied. */
export const AccessControlsBreached = defineEvent('dev.slipway.monitoring.access-controls-breached.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    results: z.array(CheckResult).min(1),
  }),
});
export type AccessControlsBreached = EventOf<typeof AccessControlsBreached>;
