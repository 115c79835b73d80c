import { ReleaseEndedPostRelease, ReleaseReleased } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { cancelAll } from '../timers/release-timers.js';

/** Nothing is to be done any more; probing stops by the projection. */
@Reaction([ReleaseReleased, ReleaseEndedPostRelease], { group: 'monitoring.set-deadlines' })
export class OnReleaseEnded {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  handle({ trail }: DeliveredEvent) {
    return cancelAll(this.timers, trail);
  }
}
