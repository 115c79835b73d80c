import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from './metrics.js';

/** Counts the events of the log that a reader passed over because nobody could read them. */
@Injectable()
export class UnreadableEvents {
  private readonly counter: Counter<'reader'>;

  constructor(metrics: Metrics) {
    const help = 'Events of the log passed over, as they cannot be read';
    this.counter = metrics.counter('slipway_unreadable_events_total', help, ['reader']);
  }

  /** @param reader `relay`, `projection <name>` */
  passedOver(reader: string): void {
    this.counter.inc({ reader });
  }
}
