import { setTimeout } from 'node:timers/promises';
import { topics } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import { deadLetter, RawConsumer, withCause, type DeadLetter, type IncomingMessage } from '@slipway/messaging';
import { InjectClock, type Clock, type Outcome } from '@slipway/service-kit';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { publisherOf } from '../domain/publishers.js';
import { inboundId, Inbox } from './inbox.js';
import { readCloudEvent, type ReadCloudEvent } from './read-cloud-event.js';

/** In milliseconds: how long a message may be ahead of the [rv] that it depends on, and its producer's clock of ours. */
const patience = 3000;
const clockSkew = 1000;
const betweenLooks = 200;

/** The Kafka door: what other systems publish to `release.ingest.v1`. */
@RawConsumer({ topic: topics.ingest, group: 'intake.ingest' })
export class IngestConsumer {
  constructor(
    private readonly inbox: Inbox,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle(message: IncomingMessage): Promise<DeadLetter | undefined> {
    const event = readCloudEvent(message, this.settings.largestEvent);
    if (isRejection(event)) return letter(event);
    const named = publisherOf(event.source, this.settings.publishers);
    if (isRejection(named)) return letter(named);
    const outcome = await withCause(causeOf(event, message, named.publisher), () =>
      this.received(event, named.publisher, message),
    );
    return isRejection(outcome) ? letter(outcome) : undefined;
  }

  /** Messages of two partitions come in any order: the [rv] of a release may be a moment behind what is said of it. */
  private async received(event: ReadCloudEvent, publisher: string, message: IncomingMessage): Promise<Outcome> {
    for (;;) {
      const outcome = await this.inbox.receive(event, publisher);
      const waits = isRejection(outcome) && outcome.rejected === 'RELEASE_UNKNOWN' && this.isFresh(message);
      if (!waits) return outcome;
      await setTimeout(betweenLooks);
    }
  }

  /** By its own timestamp, so that any number of them together hold a partition up no longer than one. */
  private isFresh({ timestamp }: IncomingMessage): boolean {
    const age = Date.parse(this.clock.now()) - Number(timestamp);
    return age >= -clockSkew && age < patience;
  }
}

/** One message of the topic is one cause; a second message with the same source and id is another one, and is compared. */
function causeOf(event: ReadCloudEvent, { topic, partition, offset, timestamp }: IncomingMessage, publisher: string) {
  const { traceparent } = event;
  return {
    id: JSON.stringify(['ingest', topic, partition, offset, timestamp]),
    actor: { id: publisher, kind: 'publisher' as const, roles: ['publisher' as const] },
    correlationId: event.correlationId ?? `inbound-${inboundId(event)}`,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

const letter = ({ rejected, details }: Rejection): DeadLetter => deadLetter(rejected, JSON.stringify(details));
