import { ReleaseEndedPostRelease, ReleaseReleased } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { timerIds } from '../timers/timer-names.js';

/** Nothing is to be done any more; probing stops by the projection. */
@Reaction([ReleaseReleased, ReleaseEndedPostRelease], { group: 'monitoring.set-deadlines' })
export class OnReleaseEnded {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({ trail }: DeliveredEvent<ReleaseReleased> | DeliveredEvent<ReleaseEndedPostRelease>) {
    for (const id of timerIds(trail)) await this.timers.cancel(id);
  }
}
