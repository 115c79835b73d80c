import { z } from 'zod';
import { cdevent, CustomData, digestInPackageUrl } from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { key, oneLine, maybe } from './texts.js';

/** An artifact can be fetched from somewhere. Its subject id is a package URL. */
export const ArtifactPublishedInbound = defineInbound(
  'dev.cdevents.artifact.published',
  cdevent({
    content: z.looseObject({}),
    customData: CustomData.extend({ name: maybe(oneLine(200)), uri: maybe(key(2000)) }),
  }).refine(
    ({ subject, customData }) => customData.digest !== undefined || digestInPackageUrl(subject.id) !== undefined,
    {
      message: 'name the artifact: a package URL with its sha256 digest as subject.id, or customData.digest',
      path: ['subject', 'id'],
    },
  ),
);
