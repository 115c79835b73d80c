import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReviewCompleted } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { InjectAggregate, InjectClock, type Aggregate, type Clock, type Outcome } from '@slipway/service-kit';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { inbound } from '../domain/inbound.decider.js';
import { inboundIdentity, type InboundMessage } from '../domain/inbound-message.js';
import { normalise, type Receipt } from '../domain/normalise.js';
import { occurrence } from '../domain/occurrence.policy.js';
import type { Translated } from '../domain/translations.js';
import { Admission } from './admission.js';
import { WaitingRoom } from './waiting-room.js';
import { ReleaseTurns } from './release-turns.js';

/** A message that can be recorded. */
interface Recordable extends Translated {
  /** Of the message's stream. */
  readonly id: string;
  readonly occurredAt: string;
}

/** Records every message before anything acts on it: once for each source and id. */
@Injectable()
export class Inbox {
  constructor(
    @InjectAggregate(inbound) private readonly messages: Aggregate<typeof inbound>,
    @InjectClock() private readonly clock: Clock,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
    private readonly admission: Admission,
    private readonly turns: ReleaseTurns,
    private readonly room: WaitingRoom,
  ) {}

  /** Runs within the cause of the sender. */
  async receive(message: InboundMessage, receipt: Omit<Receipt, 'identities'>): Promise<Outcome> {
    const { identities } = this.settings;
    const normalised = normalise(message, { ...receipt, identities });
    if (isRejection(normalised)) return normalised;
    const occurredAt = occurrence(normalised.stated, receipt.receivedAt);
    if (isRejection(occurredAt)) return occurredAt;
    const recordable = { ...normalised, id: inboundId(message), occurredAt };
    if (!ReviewCompleted.is(normalised.fact)) return this.record(recordable);
    const { releaseId } = normalised.fact.data;
    const outcome = await this.turns.take(releaseId, () => this.record(recordable));
    if (!isRejection(outcome)) await this.room.wake(releaseId);
    return outcome;
  }

  private async record(recordable: Recordable): Promise<Outcome> {
    const { id, fact, trail, occurredAt } = recordable;
    // A repeated message was admitted before: whatever has changed since, it is harmless.
    const { exists } = await this.messages.load(id);
    const refusal = exists ? undefined : await this.admission.refusal(recordable, this.clock.now());
    return refusal ?? this.messages.handle(id, { type: 'Receive', fact }, { trail, occurredAt });
  }
}

/** What must be unique names the stream. */
export const inboundId = (message: Pick<InboundMessage, 'source' | 'id'>): string =>
  hash('sha256', inboundIdentity(message), 'hex');
