import { rest } from '@slipway/event-store';
import type { MessagingLog } from '../log.js';
import type { RelayCursor } from './relay-cursor.js';

/** Milliseconds between two moves: the tail of the topic covers what a crash leaves out. */
const moveEvery = 250;
/** Log positions of other topics that are passed before that is worth a move. */
const passedBeforeMove = 1000;

/** Moves the stored cursor behind what was acknowledged, at most a few times a second, out of the way of publishing. */
export class LazyCursor {
  private wanted: number | undefined;
  private lastWanted = 0;
  private moving: Promise<void> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly cursor: RelayCursor,
    private readonly log: MessagingLog,
  ) {}

  /** There was nothing to publish up to here. */
  passedTo(next: number): void {
    if (next - this.lastWanted >= passedBeforeMove) this.moveTo(next);
  }

  /** Everything before this index is acknowledged. */
  moveTo(next: number): void {
    this.wanted = next;
    this.lastWanted = next;
    this.moving ??= this.moveUntilDone();
  }

  /** Stores where it stands, and is done. */
  async flush(): Promise<void> {
    this.closing.abort();
    await this.moving;
  }

  private async moveUntilDone(): Promise<void> {
    while (this.wanted !== undefined) {
      const next = this.wanted;
      this.wanted = undefined;
      try {
        await this.cursor.move(next);
      } catch (error) {
        this.log.warn(
          { err: error, next },
          'the relay cursor could not be moved; the topic itself shows what is published',
        );
      }
      await rest(moveEvery, this.closing.signal);
    }
    this.moving = undefined;
  }
}
