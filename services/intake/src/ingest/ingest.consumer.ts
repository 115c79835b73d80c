import { topics } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import { deadLetter, RawConsumer, withCause, type DeadLetter, type IncomingMessage } from '@slipway/messaging';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { publisherOf } from '../domain/publishers.js';
import { inboundId, Inbox } from './inbox.js';
import { readCloudEvent, type ReadCloudEvent } from './read-cloud-event.js';

/** The Kafka door: what other systems publish to `release.ingest.v1`. */
@RawConsumer({ topic: topics.ingest, group: 'intake.ingest' })
export class IngestConsumer {
  constructor(
    private readonly inbox: Inbox,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
  ) {}

  async handle(message: IncomingMessage): Promise<DeadLetter | undefined> {
    const event = readCloudEvent(message, this.settings.largestEvent);
    if (isRejection(event)) return letter(event);
    const named = publisherOf(event.source, this.settings.publishers);
    if (isRejection(named)) return letter(named);
    const outcome = await withCause(causeOf(event, message, named.publisher), () =>
      this.inbox.receive(event, named.publisher),
    );
    return isRejection(outcome) ? letter(outcome) : undefined;
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
