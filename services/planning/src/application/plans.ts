import { Injectable, Logger } from '@nestjs/common';
import type { Actor, ReleaseSummary, Window } from '@slipway/contracts';
import { firstRejection } from '@slipway/decider';
import { currentCause } from '@slipway/messaging';
import { InjectClock, type Clock, type Outcome } from '@slipway/service-kit';
import { planIsSound } from '../domain/release/plan.policy.js';
import type { FinalisePlan, FreezeOverride, Reserved } from '../domain/release/release.commands.js';
import { Decisions } from './decisions.js';
import { FreezeCalendar } from './freeze-calendar.js';
import { KnownReleases } from './known-releases.js';
import { Slots, superfluous, type SlotsAnswer } from './slots.js';
import { TemplateLibrary } from './template-library.js';

interface WantedPlan {
  /** The window that the release has now, when absent. */
  readonly window: Window | undefined;
  readonly freezeOverride: FreezeOverride | undefined;
}

/** The plans of releases: their components are reserved before the plan is recorded, so that no two get the same ones. */
@Injectable()
export class Plans {
  private readonly log = new Logger(Plans.name);

  constructor(
    private readonly decisions: Decisions,
    private readonly known: KnownReleases,
    private readonly templates: TemplateLibrary,
    private readonly freezes: FreezeCalendar,
    private readonly slots: Slots,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async finalise(releaseId: string, { window: wanted, freezeOverride }: WantedPlan): Promise<Outcome> {
    const { summary, template, plan } = await this.known.get(releaseId);
    const window = wanted ?? summary.window;
    const { steps } = await this.templates.read(template);
    const freezes = await this.freezes.touching(window, summary.environment);
    const seen = plan?.window;
    const command = { type: 'FinalisePlan', window, steps, freezes, seen, freezeOverride } as const;
    if (!(await this.isSound(releaseId, { ...command, slots: { status: 'not asked' } })))
      return this.decisions.release(releaseId, { ...command, slots: { status: 'not asked' } });
    const answer = await this.slots.reserve(summary, window);
    try {
      return await this.decisions.release(releaseId, { ...command, slots: asReserved(answer) });
    } finally {
      await this.tidy(summary, answer, [window, seen]);
    }
  }

  /** A plan that is refused anyway takes nothing from others. What a repeated request was answered, the stream of the release knows. */
  private async isSound(releaseId: string, command: FinalisePlan): Promise<boolean> {
    const [release, circumstances] = await Promise.all([
      this.known.get(releaseId),
      this.decisions.circumstances(releaseId),
    ]);
    const actor: Actor = currentCause().actor;
    const context = { ...circumstances, now: this.clock.now(), actor };
    return firstRejection(planIsSound, command, release, context) === undefined;
  }

  /** Frees the window that the plan has left, or the one that it did not get. */
  private async tidy(summary: ReleaseSummary, { kept }: SlotsAnswer, windows: readonly (Window | undefined)[]) {
    try {
      const { plan } = await this.known.get(summary.releaseId);
      await this.slots.free(
        summary,
        superfluous(kept, windows, plan?.window),
        'the plan of the release has another window',
      );
    } catch (err) {
      // The plan is recorded or refused, whatever becomes of this. The timer of the reservation does the same later.
      this.log.warn({ releaseId: summary.releaseId, err }, 'the slots could not be freed yet');
    }
  }
}

const asReserved = (answer: SlotsAnswer): Reserved =>
  answer.status === 'reserved' ? { status: 'reserved' } : { status: 'occupied', occupied: answer.occupied };
