import { deadLetterOf, ingest, IngestConsumer } from '../application/ingest.consumer.js';
import { InjectRedelivery, OnTimer, type PayloadOf, type Redelivery } from '@slipway/service-kit';
import type { DeadLetter, IncomingMessage } from '@slipway/messaging';
import { isUnknownRelease } from '../domain/waiting.policy.js';
import { KnownReleases } from '../projections/known-releases.projection.js';
import { messageOf, type WaitingMessage } from '../application/waiting-message.js';
import { Waiting, WaitingRoom } from '../application/waiting-room.js';

/** Tries a message again that waits for its release. Of one release they are tried in the order in which they came. */
@OnTimer(Waiting)
export class WaitingTimer {
  constructor(
    private readonly room: WaitingRoom,
    private readonly releases: KnownReleases,
    private readonly door: IngestConsumer,
    @InjectRedelivery() private readonly redelivery: Redelivery,
  ) {}

  async handle({ id }: PayloadOf<typeof Waiting>): Promise<void> {
    const called = await this.room.find(id);
    if (called !== undefined) await this.room.inTurn(called.releaseId, () => this.call(called));
  }

  private async call(called: WaitingMessage): Promise<void> {
    if ((await this.releases.find(called.releaseId)) === undefined) {
      // Those before it have timers of their own.
      const still = await this.room.find(called.id);
      if (still !== undefined) await this.tryAgain(still);
      return;
    }
    let first = await this.room.firstUpTo(called);
    while (first !== undefined && (await this.tryAgain(first))) first = await this.room.firstUpTo(called);
  }

  /** Answers whether it has left: recorded or set aside. */
  private async tryAgain(waiting: WaitingMessage): Promise<boolean> {
    const handle = (message: IncomingMessage) => this.outcome(message, waiting);
    await this.redelivery.redeliver(messageOf(waiting), ingest, { handle });
    return this.room.leave(waiting);
  }

  private async outcome(message: IncomingMessage, waiting: WaitingMessage): Promise<DeadLetter | undefined> {
    const refusal = await this.door.take(message, waiting.since);
    if (refusal === undefined) return undefined;
    const final = isUnknownRelease(refusal) ? await this.room.postpone(waiting, refusal) : refusal;
    return final && deadLetterOf(final);
  }
}
