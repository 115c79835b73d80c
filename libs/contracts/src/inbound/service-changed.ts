import { z } from 'zod';
import {
  cdevent,
  CustomData,
  digestInPackageUrl,
  environmentFix,
  environmentNamed,
  isEnvironmentName,
  neededRelease,
} from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { key, maybe } from './texts.js';

const service = cdevent({
  content: z.looseObject({
    environment: z.looseObject({ id: key(500) }),
    /** A package URL. */
    artifactId: maybe(key(2000)),
  }),
  customData: CustomData.extend({
    releaseId: neededRelease('was deployed'),
    /** Percentage of traffic on the artifact; 100 when absent. */
    weight: z.number().min(0).max(100).optional(),
    /** `failure` is what CDEvents has no word for; else the type says it. */
    outcome: z.enum(['progressing', 'success', 'failure']).optional(),
  }),
})
  .refine(
    ({ subject, customData }) =>
      customData.digest !== undefined || digestInPackageUrl(subject.content.artifactId ?? '') !== undefined,
    {
      message: 'name the artifact: a package URL with its sha256 digest, or customData.digest',
      path: ['subject', 'content', 'artifactId'],
    },
  )
  .refine(
    ({ subject, customData }) => isEnvironmentName(environmentNamed(subject.content.environment.id, customData)),
    { message: environmentFix, path: ['subject', 'content', 'environment', 'id'] },
  );

/** An outside tool has brought an artifact into an environment, in whole or for a share of the traffic. */
export const ServiceDeployed = defineInbound('dev.cdevents.service.deployed', service);
export const ServiceUpgraded = defineInbound('dev.cdevents.service.upgraded', service);
export const ServiceRolledBack = defineInbound('dev.cdevents.service.rolledback', service);
