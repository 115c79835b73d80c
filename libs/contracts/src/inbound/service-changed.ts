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
    /** `failure`, for which CDEvents has no type; otherwise the type is the outcome. */
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

const deployed = service.refine(
  ({ customData: { outcome, weight = 100 } }) => outcome !== 'success' || weight === 100,
  {
    message: 'a part of the traffic is no success yet: leave customData.outcome out until the weight is 100',
    path: ['customData', 'outcome'],
  },
);

/** An outside tool has deployed an artifact to an environment, for all or a share of the traffic. */
export const ServiceDeployed = defineInbound('dev.cdevents.service.deployed', deployed);
export const ServiceUpgraded = defineInbound('dev.cdevents.service.upgraded', deployed);

const rolledBack = service
  .refine(({ customData: { outcome = 'success' } }) => outcome === 'success', {
    message:
      'a service.rolledback says that the rollback succeeded: send it when it has; one that failed is an incident',
    path: ['customData', 'outcome'],
  })
  .refine(({ customData: { weight = 100 } }) => weight === 0 || weight === 100, {
    message: 'a part of the traffic is not rolled back: send it when all of it is',
    path: ['customData', 'weight'],
  });

/** An outside tool has rolled back to the previous version, for all of the traffic. */
export const ServiceRolledBack = defineInbound('dev.cdevents.service.rolledback', rolledBack);
