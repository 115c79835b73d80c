import { z } from 'zod';
import { ReleaseId } from '../primitives.js';
import { cdevent, CustomData } from './cdevent.js';
import { defineInbound } from './define-inbound.js';

/** Something is wrong with a release, says an outside monitor. */
export const IncidentDetected = defineInbound(
  'dev.cdevents.incident.detected',
  cdevent({
    content: z.looseObject({ description: z.string().min(1) }),
    customData: CustomData.extend({ releaseId: ReleaseId, title: z.string().min(1).optional() }),
  }),
);
