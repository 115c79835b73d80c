import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const BaselineRecorded = defineEvent('dev.slipway.monitoring.baseline-recorded.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, artifacts: z.array(ArtifactReference).min(1), baseline: Measurements }),
});
export type BaselineRecorded = EventOf<typeof BaselineRecorded>;
