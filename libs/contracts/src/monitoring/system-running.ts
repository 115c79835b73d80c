import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId, SemanticVersion } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const SystemRunning = defineEvent('dev.slipway.monitoring.system-running.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, version: SemanticVersion, results: z.array(CheckResult).min(1) }),
});
export type SystemRunning = EventOf<typeof SystemRunning>;
