import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseSummary } from '../release.js';
import { topics } from '../topics.js';

/** The release as it stands after its plan, an artifact or a duration changed: what the steps to come are given. */
export const ReleaseRevised = defineEvent('dev.slipway.planning.release-revised.v1', {
  topic: topics.planning,
  data: z.strictObject({ release: ReleaseSummary }),
});
export type ReleaseRevised = EventOf<typeof ReleaseRevised>;
