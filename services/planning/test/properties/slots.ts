import type { Actor, Window } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { baseFlow } from '@slipway/flow';
import { hasEnded } from '../../src/domain/flow/flow.state.js';
import { overlap } from '../../src/domain/release/calendar.js';
import { slot } from '../../src/domain/slot/slot.decider.js';
import type { SlotState } from '../../src/domain/slot/slot.state.js';
import type { ReleaseUnderPlay } from './release-under-play.js';

/** The slots of the components, and the plans that are made through them. */
export class Slots {
  private readonly states = new Map<string, SlotState>();
  private readonly planned = new Set<ReleaseUnderPlay>();

  constructor(private readonly clock: { readonly now: string }) {}

  plan(release: ReleaseUnderPlay, actor: Actor, window: Window): void {
    const { summary, plan } = release.proposed;
    const reserved = summary.components.filter((component) => this.reserve(release, component, window));
    const all = reserved.length === summary.components.length;
    const taken = all && this.finalise(release, actor, window);
    const kept = taken ? window : plan?.window;
    for (const component of summary.components) this.keep(release, component, kept);
    if (taken) this.planned.add(release);
  }

  /** What a release has is free again when it has ended. */
  freeEnded(): void {
    for (const release of [...this.planned]) {
      if (!hasEnded(release.run)) continue;
      for (const component of release.proposed.summary.components) this.keep(release, component, undefined);
      this.planned.delete(release);
    }
  }

  /** Two releases that have a component of one environment at once. */
  doubleBooked(): string[] {
    const all = [...this.planned].map((release) => release.proposed.summary);
    return all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .filter(
          (other) =>
            one.environment === other.environment &&
            one.components.some((component) => other.components.includes(component)) &&
            overlap(one.window, other.window),
        )
        .map((other) => `${one.releaseId} and ${other.releaseId} overlap`),
    );
  }

  private finalise(release: ReleaseUnderPlay, actor: Actor, window: Window): boolean {
    const { plan } = release.proposed;
    return release.act(actor, {
      ...{ type: 'FinalisePlan', window, steps: baseFlow.steps, freezes: [], seen: plan?.window },
      ...{ slots: { status: 'reserved' }, freezeOverride: undefined },
    });
  }

  private reserve(release: ReleaseUnderPlay, component: string, window: Window): boolean {
    const { environment, releaseId } = release.proposed.summary;
    return this.decide(component, { type: 'Reserve', environment, component, releaseId, window });
  }

  /** Frees everything of the release but this window. */
  private keep(release: ReleaseUnderPlay, component: string, window: Window | undefined): void {
    const { environment, releaseId } = release.proposed.summary;
    this.decide(component, { type: 'Free', environment, component, releaseId, which: 'all', reason: 'played' });
    if (window !== undefined) this.reserve(release, component, window);
  }

  private decide(component: string, command: Parameters<typeof slot.decide>[0]): boolean {
    const state = this.states.get(component) ?? slot.initialState;
    const outcome = slot.decide(command, state, { now: this.clock.now, actor: { id: 'planning' } });
    if (isRejection(outcome)) return false;
    this.states.set(
      component,
      outcome.reduce((before, event) => slot.evolve(before, event), state),
    );
    return true;
  }
}
