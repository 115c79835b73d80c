import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Duration, ReleaseId } from '../primitives.js';
import { HealthTarget, ServiceLevels } from '../checks.js';
import { topics } from '../topics.js';

export const WatchConfigured = defineEvent('dev.slipway.monitoring.watch-configured.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    targets: z.array(HealthTarget).min(1),
    levels: ServiceLevels,
    alertUrl: z.url(),
    probeInterval: Duration,
  }),
});
export type WatchConfigured = EventOf<typeof WatchConfigured>;
