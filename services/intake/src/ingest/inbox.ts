import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '@slipway/decider';
import { InjectAggregate, InjectClock, type Aggregate, type Clock, type Outcome } from '@slipway/service-kit';
import { inbound } from '../domain/inbound.decider.js';
import { inboundIdentity, type InboundMessage } from '../domain/inbound-message.js';
import { normalise } from '../domain/normalise.js';
import { occurrence } from '../domain/occurrence.policy.js';

/** Records what came in, before anything acts on it: once for each source and id. */
@Injectable()
export class Inbox {
  constructor(
    @InjectAggregate(inbound) private readonly messages: Aggregate<typeof inbound>,
    @InjectClock() private readonly clock: Clock,
  ) {}

  /** Within the cause of whoever brought it. */
  receive(message: InboundMessage, publisher: string): Promise<Outcome> | Rejection {
    const receivedAt = this.clock.now();
    const occurredAt = occurrence(message.time, receivedAt);
    if (isRejection(occurredAt)) return occurredAt;
    const translated = normalise(message, { publisher, receivedAt });
    if (isRejection(translated)) return translated;
    const { fact, trail } = translated;
    return this.messages.handle(inboundId(message), { type: 'Receive', fact }, { trail, occurredAt });
  }
}

/** What must be unique names the stream. */
export const inboundId = (message: Pick<InboundMessage, 'source' | 'id'>): string =>
  hash('sha256', inboundIdentity(message), 'hex');
