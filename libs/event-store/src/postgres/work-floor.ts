/** How far below the highest work id seen the fast path begins: more than the usual range of out-of-order commits. */
const margin = 2000;

/**
 * The work id from which the next call reads. A late commit that a sweep finds is kept separately from the floor: a
 * call that started above it can be running, and its result moves the floor.
 */
export class WorkFloor {
  private floor = 0;
  private highest = 0;
  private straggler = Infinity;

  /** Everything at or above it is found without a sweep. */
  get value(): number {
    return this.floor;
  }

  /** For the next call, which takes the straggler if there is one. */
  next(): number {
    this.floor = Math.min(this.floor, this.straggler);
    this.straggler = Infinity;
    return this.floor;
  }

  /** A call has taken what it found up to this work id; behind a full one there may be more. */
  takenTo(workId: number, full: boolean): void {
    this.highest = Math.max(this.highest, workId);
    this.floor = Math.max(0, (full ? workId : this.highest) - margin);
  }

  /** A sweep has found an event below the floor. */
  found(straggler: number): void {
    this.straggler = Math.min(this.straggler, straggler);
  }
}
