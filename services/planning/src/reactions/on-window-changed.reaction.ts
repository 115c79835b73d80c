import { DurationOverridden, PlanFinalised, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { momentOf, windowPhases } from '../domain/release/window-phases.js';
import { WindowPhase } from '../timers/window-phase.timer.js';
import { KnownReleases } from '../application/known-releases.js';

const changes = [PlanFinalised, DurationOverridden] as const;

/** Sets, or moves, the timers of the phases of the window; one whose time has passed fires at once. */
@Reaction(changes, { group: 'planning.time-window' })
export class OnWindowChanged {
  constructor(
    @InjectTimers() private readonly timers: Timers,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<EventOf<(typeof changes)[number]>>) {
    const { plan, summary } = await this.known.get(releaseId);
    if (plan === undefined) return;
    for (const phase of windowPhases) {
      const at = momentOf(phase, summary);
      const payload = { releaseId, phase, at, window: summary.window };
      await this.timers.set(WindowPhase, { key: [releaseId, phase], at, payload });
    }
  }
}
