import { DeploymentPlan, Digest, Instant, ReleaseId } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { DeploymentState, OutsideProgress, PhaseRun } from '../domain/deployment.state.js';

const Phase = z.strictObject({
  phase: z.int().positive(),
  weight: z.number().describe('Percentage of the traffic.'),
  status: z.enum(['started', 'deployed', 'verified', 'failed']),
  bakeUntil: Instant.optional(),
} satisfies FieldsOf<PhaseRun>);

const Progress = z.strictObject({
  weight: z.number(),
  rolledBack: z.boolean(),
  at: Instant,
} satisfies FieldsOf<OutsideProgress>);

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
      'environment-rolling-back',
      'environment-rolled-back',
      'environment-rollback-failed',
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
    failedChecks: z
      .array(z.strictObject({ name: z.string(), observed: z.string() }))
      .describe('What keeps the deployment from starting.'),
    configured: z.boolean(),
    startedAt: Instant.optional(),
    phases: z.array(Phase),
    progress: z
      .record(z.string(), Progress)
      .describe('What an outside tool last reported of each artifact, by digest.'),
    reportBy: Instant.optional().describe('Until when an outside tool has to report the phase or the rollback.'),
    criticalErrors: z.int().describe('Seen since the rollout began.'),
    live: z.boolean().describe('Whether the rollout has ever succeeded.'),
    reason: z.string().optional().describe('Why it failed, was rolled back or cancelled.'),
    takenBackBy: z.string().optional().describe('Who had the environment go back after the end of the release.'),
    documents: z.record(z.string(), Digest).describe('The newest of each output.'),
  } satisfies FieldsOf<DeploymentState & Record<'releaseId' | 'documents', unknown>>)
  .meta({ id: 'Deployment' });
export type DeploymentAnswer = Answer<typeof DeploymentAnswer>;
