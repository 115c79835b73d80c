import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { DeploymentPlan } from './deployment-plan.js';
import { topics } from '../topics.js';

export const DeploymentPlanRecorded = defineEvent('dev.slipway.deployment.plan-recorded.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    plan: DeploymentPlan,
    /** Whose plan it is, also when it was revised with its release. */
    by: z.string().min(1).optional(),
  }),
});
export type DeploymentPlanRecorded = EventOf<typeof DeploymentPlanRecorded>;
