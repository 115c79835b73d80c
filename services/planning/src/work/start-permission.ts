import { Injectable } from '@nestjs/common';
import { overlap, type Freeze } from '../domain/release/calendar.js';
import { Decisions } from './decisions.js';
import { FreezeCalendar } from './freeze-calendar.js';
import { KnownReleases } from './known-releases.js';
import { Slots } from './slots.js';

export interface StartObstacles {
  /** The components that are not kept for the release in its window: another release may have them. */
  readonly components: readonly string[];
  /** The freezes over its window that no granted exception overrides: they may have been declared after the plan. */
  readonly freezes: readonly Freeze[];
}

/** Asked again when the deployment is to start: whether the plan still has what it was made with. */
@Injectable()
export class StartPermission {
  constructor(
    private readonly known: KnownReleases,
    private readonly decisions: Decisions,
    private readonly freezes: FreezeCalendar,
    private readonly slots: Slots,
  ) {}

  /** What keeps the deployment from starting; both are empty when it may. Without a plan, no component is kept. */
  async obstacles(releaseId: string): Promise<StartObstacles> {
    const { summary, plan } = await this.known.get(releaseId);
    const { window } = summary;
    const components = plan === undefined ? [...summary.components] : await this.slots.notKept(summary, window);
    const { granted } = await this.decisions.circumstances(releaseId);
    const excepted = granted.filter(({ kind }) => kind === 'freeze').flatMap(({ items }) => items);
    const inForce = await this.freezes.touching(window, summary.environment);
    const freezes = inForce.filter((freeze) => overlap(freeze.window, window) && !excepted.includes(freeze.freezeId));
    return { components, freezes };
  }
}
