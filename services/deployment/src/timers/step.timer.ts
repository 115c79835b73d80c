import { ReleaseSummary } from '@slipway/contracts';
import {
  defineTimer,
  harmless,
  impossible,
  InjectProjections,
  onBehalfOf,
  OnTimer,
  Origin,
  settle,
  type PayloadOf,
  type Projections,
} from '@slipway/service-kit';
import { z } from 'zod';
import { Preparation } from '../application/preparation.js';

export const BeginStep = defineTimer(
  'begin-step',
  z.strictObject({
    kind: z.enum(['dry-run', 'start']),
    release: ReleaseSummary,
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
    /** The projections must show everything up to here: the approval came before the step. */
    logIndex: z.int().nonnegative(),
    origin: Origin,
  }),
);

const tooLate = harmless('a plan is tried until its deployment begins or the release ends', [
  'DEPLOYMENT_BEGUN',
  'DEPLOYMENT_ENDED',
  'RELEASE_ENDED',
]);

/** A step has started that this service works for. */
@OnTimer(BeginStep, { slow: true })
export class StepTimer {
  constructor(
    private readonly preparation: Preparation,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  async handle({ kind, release, fact, logIndex, origin }: PayloadOf<typeof BeginStep>): Promise<void> {
    await this.projections.covered(logIndex);
    await onBehalfOf(origin, () =>
      kind === 'dry-run'
        ? settle(this.preparation.dryRun(release), tooLate)
        : // The decider itself records an order that it refuses.
          settle(this.preparation.start(release, fact), impossible),
    );
  }
}
