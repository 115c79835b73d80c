import { ReleaseSummary } from '@slipway/contracts';
import { InjectProjections, onBehalfOf, OnTimer, Origin, type Projections } from '@slipway/service-kit';
import { z } from 'zod';
import { Preparation } from '../work/preparation.js';

export const stepTimer = 'begin-step';
export const StepOrder = z.strictObject({
  kind: z.enum(['dry-run', 'start']),
  release: ReleaseSummary,
  fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
  /** The projections must show everything up to here: the approval came before the step. */
  logIndex: z.int().nonnegative(),
  origin: Origin,
});

/** A step has started that this service works for. */
@OnTimer(stepTimer, { slow: true })
export class StepTimer {
  constructor(
    private readonly preparation: Preparation,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  async handle(payload: unknown): Promise<void> {
    const { kind, release, fact, logIndex, origin } = StepOrder.parse(payload);
    await this.projections.covered(logIndex);
    await onBehalfOf(origin, () =>
      kind === 'dry-run' ? this.preparation.dryRun(release) : this.preparation.start(release, fact),
    );
  }
}
