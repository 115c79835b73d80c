import { z } from 'zod';
import { EnvironmentName, ReleaseId } from '../primitives.js';
import { cdevent, CustomData } from './cdevent.js';
import { defineInbound } from './define-inbound.js';

/** The environment is known by its name, or by the subject's id when it has none. */
const environment = cdevent({
  content: z.looseObject({
    name: z.string().min(1).optional(),
    uri: z.string().optional(),
    url: z.string().optional(),
  }),
  customData: CustomData.extend({ releaseId: ReleaseId }),
}).refine(({ subject }) => EnvironmentName.safeParse(subject.content.name ?? subject.id).success, {
  message: 'an environment is named by lower-case letters, digits and hyphens: production',
  path: ['subject', 'content', 'name'],
});

/** An environment has been made ready for a release. */
export const EnvironmentCreated = defineInbound('dev.cdevents.environment.created', environment);
export const EnvironmentModified = defineInbound('dev.cdevents.environment.modified', environment);
