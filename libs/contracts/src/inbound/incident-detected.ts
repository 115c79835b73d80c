import { z } from 'zod';
import { cdevent, CustomData, environmentFix, environmentNamed, isEnvironmentName, neededRelease } from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { key, oneLine, maybe, prose } from './texts.js';

/** An outside monitor reports a problem with a release. */
export const IncidentDetected = defineInbound(
  'dev.cdevents.incident.detected',
  cdevent({
    content: z.looseObject({
      description: maybe(prose(20_000)),
      environment: maybe(z.looseObject({ id: key(500) })),
    }),
    customData: CustomData.extend({ releaseId: neededRelease('the incident is about'), title: maybe(oneLine(200)) }),
  }).refine(
    ({ subject, customData }) => {
      const environment = environmentNamed(subject.content.environment?.id, customData);
      return environment === undefined || isEnvironmentName(environment);
    },
    { message: environmentFix, path: ['subject', 'content', 'environment', 'id'] },
  ),
);
