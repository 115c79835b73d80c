import type { IncomingMessage, RawConsumerMetadata, RawHandler } from '@slipway/messaging';

/** For a service that keeps a message of a raw consumer, and handles it later. */
export interface Redelivery {
  /**
   * Handles it as its consumer group would, with the same retries, dead letters and counts.
   * @throws HandlingInterrupted when the service stops: the message is not done
   */
  redeliver(message: IncomingMessage, consumer: RawConsumerMetadata, handler: RawHandler): Promise<void>;
}
