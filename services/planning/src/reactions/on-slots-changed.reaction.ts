import { PlanFinalised, ReleaseEndedPostRelease, ReleaseReleased, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { KnownReleases } from '../application/known-releases.js';
import { Slots } from '../application/slots.js';

const facts = [PlanFinalised, ReleaseReleased, ReleaseEndedPostRelease] as const;

class SlotsLost extends Error {}

/** A planned release keeps the slots of its components; a release that has ended keeps none. */
@Reaction(facts, { group: 'planning.keep-slots' })
export class OnSlotsChanged {
  constructor(
    private readonly slots: Slots,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<EventOf<(typeof facts)[number]>>): Promise<void> {
    const { summary, plan } = await this.known.get(releaseId);
    if ((await this.known.progress(releaseId)) === 'ended') {
      await this.slots.freeAll(summary, 'the release has ended');
      return;
    }
    if (plan === undefined || (await this.slots.notKept(summary, plan.window)).length === 0) return;
    const answer = await this.slots.reserve(summary, plan.window);
    if (answer.status === 'occupied')
      throw new SlotsLost(`plan the release again: others have its window: ${JSON.stringify(answer.occupied)}`);
  }
}
