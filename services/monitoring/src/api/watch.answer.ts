import { Digest, Instant, Measurements, ReleaseId, SatisfactionMeasured, WatchConfigured } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { Rollout } from '../domain/assessment/circumstances.js';
import type { Range } from '../domain/assessment/trend.js';
import type { OpenBreach, WatchState } from '../domain/watch/watch.state.js';

const said = {
  configured: WatchConfigured.data.optional(),
  started: z.boolean(),
  coverage: z.strictObject({
    status: z.enum(['unknown', 'confirmed', 'missing']),
    share: z.number(),
    reason: z.string().optional(),
    since: Instant.optional().describe('Since when it has been so.'),
  } satisfies FieldsOf<WatchState['coverage'] & { readonly since?: string }>),
  running: z.boolean(),
  baseline: Measurements.optional(),
  healthy: z.boolean(),
  windowTo: Instant.optional().describe('End of the last recorded window.'),
  lastWindowHealthy: z.boolean().optional(),
  breaches: z.int(),
  openBreaches: z
    .array(z.strictObject({ target: z.string(), since: Instant.optional() } satisfies FieldsOf<OpenBreach>))
    .describe('Breaches after which neither health was confirmed nor a healthy window recorded.'),
  breachedAt: Instant.optional(),
  performs: z.boolean(),
  stable: z.boolean(),
  accessVerified: z.boolean(),
  satisfaction: z.partialRecord(
    SatisfactionMeasured.data.shape.stage,
    SatisfactionMeasured.data.pick({ ratings: true, satisfaction: true }),
  ),
  backups: z.array(Digest),
  postRelease: z.enum(['none', 'running', 'completed']),
  postReleaseUntil: Instant.optional(),
  breachesBefore: z.int().describe('Breaches that came before the watch after the release.'),
  improvements: z.array(z.string()),
  documents: z.record(z.string(), Digest).describe('The newest of each output.'),
} satisfies FieldsOf<WatchState & { documents: unknown }>;

const rollout = {
  status: z.enum(['none', 'rolling-out', 'deployed', 'rolling-back']),
  since: Instant,
} satisfies FieldsOf<Rollout>;

const range = { from: Instant, to: Instant } satisfies FieldsOf<Range>;

/** The watch of a release: what has been said of it, and what was measured last. */
export const WatchAnswer = z
  .strictObject({
    releaseId: ReleaseId,
    ...said,
    rollout: z.strictObject(rollout),
    watchingSince: Instant.optional(),
    verifyingSince: Instant.optional(),
    monitoringSince: Instant.optional(),
    ended: z.boolean(),
    stability: z
      .strictObject({ from: Instant, until: Instant })
      .optional()
      .describe('The window that has to pass without a breach; a breach restarts it.'),
    ratings: z
      .strictObject({ counted: z.int(), needed: z.int() })
      .describe(
        'Of users who have seen the release; satisfaction is measured as soon as as many as needed have rated.',
      ),
    recent: z.strictObject({ ...range, targets: z.array(Measurements.extend({ target: z.string() })) }),
  })
  .meta({ id: 'Watch' });
export type WatchAnswer = Answer<typeof WatchAnswer>;
