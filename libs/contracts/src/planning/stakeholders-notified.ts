import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const StakeholdersNotified = defineEvent('dev.slipway.planning.stakeholders-notified.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    channels: z.array(z.string().min(1)).min(1),
    deliveries: z.int().nonnegative(),
  }),
});
export type StakeholdersNotified = EventOf<typeof StakeholdersNotified>;
