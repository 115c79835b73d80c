import { WakeUp } from '@slipway/event-store';

/** Waits for events to publish. Growth of the log that brings none moves it on without a look at the log. */
export class LogAhead {
  private readonly wakeUp = new WakeUp();
  private known: number | undefined;
  private waitingAt: number | undefined;

  /** @param onWaiting where it waits, whenever the log has grown by nothing to publish */
  constructor(private readonly onWaiting: (place: number) => void) {}

  /** @param matching whether there may be events to publish between the size in the last call and this one */
  grown(logSize: number, matching: boolean): void {
    const { known, waitingAt } = this;
    this.known = logSize;
    const nothingBetween = !matching && known !== undefined && waitingAt !== undefined && known <= waitingAt;
    if (waitingAt === undefined || (logSize > waitingAt && !nothingBetween)) {
      this.wakeUp.raise();
      return;
    }
    this.waitingAt = Math.max(waitingAt, logSize);
    this.onWaiting(this.waitingAt);
  }

  /** Where to read on after a look from one index to another: at once, or when the log has more. */
  async after({ from, next }: { readonly from: number; readonly next: number }, signal: AbortSignal): Promise<number> {
    const atEnd = next === from || (this.known !== undefined && next >= this.known);
    if (!atEnd) return next;
    this.waitingAt = next;
    await this.wakeUp.wait(signal);
    const place = this.waitingAt;
    this.waitingAt = undefined;
    return place;
  }
}
