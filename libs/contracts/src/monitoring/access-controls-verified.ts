import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const AccessControlsVerified = defineEvent('dev.slipway.monitoring.access-controls-verified.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, results: z.array(CheckResult).min(1) }),
});
export type AccessControlsVerified = EventOf<typeof AccessControlsVerified>;
