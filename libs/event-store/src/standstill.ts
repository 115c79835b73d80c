/** Detects a stalled follower: it is behind, and its position has not changed. */
export class Standstill {
  private position: number | undefined;
  private since: number | undefined;

  /**
   * @param position where it stands, @param head where it should come to
   * @param now milliseconds of a clock that only goes forward
   * @returns for how many milliseconds it has been seen at this position, behind the head; 0 when it is not behind
   */
  observe(position: number, head: number, now: number = performance.now()): number {
    const moved = position !== this.position;
    this.position = position;
    if (position >= head) this.since = undefined;
    else if (moved || this.since === undefined) this.since = now;
    return this.since === undefined ? 0 : now - this.since;
  }
}
