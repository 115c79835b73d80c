import { topics } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import { deadLetter, RawConsumer, withCause, type DeadLetter, type IncomingMessage } from '@slipway/messaging';
import { InjectClock, type Clock } from '@slipway/service-kit';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { publisherOf } from '../domain/publishers.policy.js';
import { isUnknownRelease } from '../domain/waiting.policy.js';
import { WaitingRoom } from './waiting-room.js';
import { inboundId, Inbox } from './inbox.js';
import { readCloudEvent, type ReadCloudEvent } from './read-cloud-event.js';

export const ingest = { topic: topics.ingest, group: 'intake.ingest' } as const;

/**
 * The Kafka door: messages that other systems publish to `release.ingest.v1`. Its partitions are not read in step, so a
 * message can come before the [rv] of its release: it waits.
 */
@RawConsumer(ingest)
export class IngestConsumer {
  constructor(
    private readonly inbox: Inbox,
    private readonly room: WaitingRoom,
    @InjectClock() private readonly clock: Clock,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
  ) {}

  async handle(message: IncomingMessage): Promise<DeadLetter | undefined> {
    const receivedAt = this.clock.now();
    const refusal = await this.take(message, receivedAt);
    if (refusal === undefined || (await this.room.holds(message))) return undefined;
    const arrival = { sender: this.senderOf(message), since: receivedAt };
    const final = isUnknownRelease(refusal) ? await this.room.admit(message, refusal, arrival) : refusal;
    return final && deadLetterOf(final);
  }

  /** The publisher; nobody where it cannot be read. */
  private senderOf(message: IncomingMessage): string {
    const event = readCloudEvent(message, this.settings.largestEvent);
    const named = isRejection(event) ? event : publisherOf(event.source, this.settings.publishers);
    return isRejection(named) ? '' : named.publisher;
  }

  /** Records it, or says why not. */
  async take(message: IncomingMessage, receivedAt: string): Promise<Rejection | undefined> {
    const event = readCloudEvent(message, this.settings.largestEvent);
    if (isRejection(event)) return event;
    const named = publisherOf(event.source, this.settings.publishers);
    if (isRejection(named)) return named;
    const { publisher } = named;
    const cause = causeOf(event, message, publisher);
    const outcome = await withCause(cause, () => this.inbox.receive(event, { publisher, receivedAt }));
    return isRejection(outcome) ? outcome : undefined;
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

export const deadLetterOf = ({ rejected, details }: Rejection): DeadLetter =>
  deadLetter(rejected, JSON.stringify(details));
