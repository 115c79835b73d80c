import { Injectable } from '@nestjs/common';

/** The service's side of Kafka. */
@Injectable()
export class Messaging {
  startRelay(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
  startReactions(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}
