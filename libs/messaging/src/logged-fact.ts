import type { EventDefinition } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { problemsOf } from './cloud-event.js';
import type { DeadLetter } from './dead-letter.js';
import type { DeliveredEvent } from './delivered-event.js';
import type { LogLookup } from './log-lookup.js';
import { messageOf } from './logged-message.js';
import type { IncomingMessage } from './message-bus.js';

/** The position of a message, and of its event in the log: all that is kept of one that waits for long. */
export interface FactPlace extends Omit<IncomingMessage, 'key' | 'headers' | 'value'> {
  readonly logIndex: number;
}

/** The event as reactions get it and its message, or why they cannot get it. */
export type Read = { readonly event: DeliveredEvent; readonly message: () => IncomingMessage };

/** An event that was found in the log: held and decoded once for all reactions, or read again when it is their turn. */
export class LoggedFact {
  private decoded: DeliveredEvent | DeadLetter | undefined;

  constructor(
    readonly place: FactPlace,
    private readonly definition: EventDefinition,
    private readonly lookup: LogLookup,
    private readonly held: LoggedEvent | undefined,
  ) {}

  /** @throws EventStoreError STORE_UNAVAILABLE, where it has to be read again */
  async read(): Promise<Read | { readonly invalid: DeadLetter; readonly message: () => IncomingMessage }> {
    const logged = this.held ?? (await this.lookup.read([this.place.logIndex])).get(this.place.logIndex);
    // The log never drops an event, so it is still there.
    if (logged === undefined) throw new RangeError(`the log has lost index ${String(this.place.logIndex)}`);
    const message = () => messageOf(logged, this.place);
    const decoded =
      this.held === undefined ? decode(logged, this.definition) : (this.decoded ??= decode(logged, this.definition));
    return 'reason' in decoded ? { invalid: decoded, message } : { event: decoded, message };
  }
}

function decode(logged: LoggedEvent, { type, data }: EventDefinition): DeliveredEvent | DeadLetter {
  try {
    const parsed = data.safeParse(logged.data);
    if (parsed.success) return { ...logged, data: parsed.data };
    return { reason: 'INVALID_DATA', detail: problemsOf(parsed.error) };
  } catch (error) {
    // A refinement can throw on unexpected data; that must not block the release.
    return { reason: 'INVALID_DATA', detail: `the schema of ${type} failed: ${String(error)}` };
  }
}
