import type { IncomingMessage, RawConsumerMetadata, RawHandler } from '@slipway/messaging';

/** For a service that stores messages of a raw consumer and handles them later. */
export interface Redelivery {
  /**
   * Handles the message as its consumer group does, with the same retries, dead letters and metrics.
   * @throws HandlingInterrupted if the service stops: the message is not done
   */
  redeliver(message: IncomingMessage, consumer: RawConsumerMetadata, handler: RawHandler): Promise<void>;
}
