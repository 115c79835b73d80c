import { DeploymentPlan, Digest, Instant, ReleaseId } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { DeploymentState, PhaseRun } from '../domain/deployment.state.js';

const Phase = z.strictObject({
  phase: z.int().positive(),
  weight: z.number().describe('Percentage of the traffic.'),
  status: z.enum(['started', 'deployed', 'verified', 'failed']),
  bakeUntil: Instant.optional(),
} satisfies FieldsOf<PhaseRun>);

/** The deployment of a release, as it stands. */
export const DeploymentAnswer = z
  .strictObject({
    releaseId: ReleaseId,
    status: z.enum([
      'unplanned',
      'planned',
      'rolling-out',
      'finishing',
      'succeeded',
      'failed',
      'rolling-back',
      'rolled-back',
      'rollback-failed',
      'cancelled',
    ]),
    paused: z.boolean(),
    plan: DeploymentPlan.optional(),
    plannedBy: z.string().optional(),
    dryRun: z.enum(['none', 'outdated', 'passed', 'failed']).describe('Outdated: it was about an earlier plan.'),
    rollbackReadiness: z.enum(['unknown', 'missing', 'confirmed']),
    rehearsed: z.boolean(),
    preDeploymentChecks: z
      .enum(['none', 'passed', 'failed', 'held'])
      .describe('Held: they failed while the release was paused, and are made again when it goes on.'),
    configured: z.boolean(),
    phases: z.array(Phase),
    reason: z.string().optional().describe('Why it failed, was rolled back or cancelled.'),
    documents: z.record(z.string(), Digest).describe('The newest of each output.'),
  } satisfies FieldsOf<DeploymentState & { releaseId: string }>)
  .meta({ id: 'Deployment' });
export type DeploymentAnswer = Answer<typeof DeploymentAnswer>;
