import { ExceptionGranted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { settle, afterTheEnd } from '@slipway/service-kit';
import { Decisions } from '../application/decisions.js';

/** An exception about a duration takes effect when it is granted: nobody has to send the change again. */
@Reaction(ExceptionGranted, { group: 'planning.carry-out-exceptions' })
export class OnExceptionGranted {
  constructor(private readonly decisions: Decisions) {}

  async handle({ id, type, data }: DeliveredEvent<ExceptionGranted>): Promise<void> {
    if (data.kind !== 'duration') return;
    const command = { type: 'CarryOutException', exception: data, fact: { eventId: id, type } } as const;
    await settle(this.decisions.release(data.releaseId, command), afterTheEnd);
  }
}
