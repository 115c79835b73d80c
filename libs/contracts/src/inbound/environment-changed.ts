import { z } from 'zod';
import { cdevent, CustomData, environmentFix, environmentNamed, isEnvironmentName, neededRelease } from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { oneLine, maybe, prose } from './texts.js';

/** The environment is known by the id of the subject; its name is for people to read. */
const environment = (of: string) =>
  cdevent({
    content: z.looseObject({
      name: maybe(oneLine(200)),
      uri: maybe(prose(2000)),
      url: maybe(prose(2000)),
    }),
    customData: CustomData.extend({ releaseId: neededRelease(of), reason: maybe(oneLine(200)) }),
  }).refine(({ subject, customData }) => isEnvironmentName(environmentNamed(subject.id, customData)), {
    message: environmentFix,
    path: ['subject', 'id'],
  });

/** An environment has been made ready for a release. */
export const EnvironmentCreated = defineInbound(
  'dev.cdevents.environment.created',
  environment('the environment was made ready for'),
);
export const EnvironmentModified = defineInbound(
  'dev.cdevents.environment.modified',
  environment('the environment was made ready for'),
);

/** An environment that had been made ready for a release is gone. */
export const EnvironmentDeleted = defineInbound(
  'dev.cdevents.environment.deleted',
  environment('needs the environment'),
);
