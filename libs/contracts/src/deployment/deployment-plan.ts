import { z } from 'zod';
import { HttpCheck } from '../checks.js';
import { ArtifactReference, Duration, EnvironmentName } from '../primitives.js';

/** A setting of the deployed system; the value of a secret never gets in here, only the name it is looked up by. */
export const Setting = z.discriminatedUnion('secret', [
  z.strictObject({ name: z.string().min(1), value: z.string(), secret: z.literal(false) }),
  z.strictObject({ name: z.string().min(1), lookup: z.string().min(1), secret: z.literal(true) }),
]);
export type Setting = z.infer<typeof Setting>;

export const DeploymentPlan = z.strictObject({
  executor: z.enum(['local', 'observed']),
  /** The executor's name for where the artifacts run. */
  target: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  environment: EnvironmentName,
  artifacts: z.array(ArtifactReference).min(1),
  /** What to go back to; empty on a first deployment. */
  previousArtifacts: z.array(ArtifactReference),
  /** Percentages of traffic, rising, the last 100. */
  phases: z.array(z.number().positive().max(100)).min(1),
  bake: Duration,
  smokeChecks: z.array(HttpCheck),
  settings: z.array(Setting),
  rollback: z.string().min(1),
  /** How long the report of an outside tool about one phase, or about the rollback, is waited for; the work of an executor too. */
  reportWithin: Duration.exactOptional(),
});
export type DeploymentPlan = z.infer<typeof DeploymentPlan>;
